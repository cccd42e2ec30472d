/** Names of people and companies, in the scripts that a sync of the whole world meets. */

type Culture = {
	readonly given: readonly string[];
	readonly family: readonly string[];
	readonly companies: readonly string[];
	/** Between the two names; the family name comes first where there is no space. */
	readonly separator?: '' | ' ';
	readonly isFamilyFirst?: boolean;
};

const latin: readonly Culture[] = [
	{given: ['Ana', 'José', 'Íñigo', 'Lucía', 'Begoña'], family: ['Pérez', 'Núñez', 'García López', 'Ibáñez'], companies: ['Construcciones Peñalara', 'Viñedos del Sur']},
	{given: ['Amélie', 'François', 'Zoé', 'Benoît'], family: ['Lefèvre', 'Dupré', 'd’Aubigné', 'Garçon'], companies: ['Société Générale d’Énergie', 'Café Étoile']},
	{given: ['Jürgen', 'Käthe', 'Sören', 'Heike'], family: ['Müller-Lüdenscheidt', 'Groß', 'Schäfer', 'Weiß'], companies: ['Maschinenbau Übersee GmbH', 'Großhandel Nord']},
	{given: ['Åsa', 'Bjørn', 'Þórdís', 'Øyvind'], family: ['Sjöström', 'Ødegård', 'Guðmundsdóttir', 'Ångström'], companies: ['Fjällräv & Søn', 'Norðurljós ehf.']},
	{given: ['Łukasz', 'Zdeněk', 'Őrs', 'Ştefan', 'Živilė'], family: ['Wójcik', 'Dvořák', 'Kőszegi', 'Țurcanu', 'Žukauskienė'], companies: ['Żubr Spółka z o.o.', 'Příbramské doly']},
	{given: ['João', 'Conceição', 'Iolanda', 'Gonçalo'], family: ['Magalhães', 'Simões', 'Araújo', 'Fontão'], companies: ['Pão & Companhia', 'Navegações Açorianas']},
	{given: ['Çağla', 'İbrahim', 'Gülşen', 'Özgür'], family: ['Yıldız', 'Şahin', 'Öztürk', 'Güneş'], companies: ['Boğaziçi Lojistik', 'Işık Tekstil']},
	{given: ['Nguyễn Thị', 'Trần Văn', 'Lê Minh'], family: ['Hương', 'Đức', 'Phượng', 'Ngọc'], companies: ['Công ty Hòa Bình', 'Thủy sản Cửu Long']},
	{given: ['Sarah', 'Liam', 'Olivia', 'Kwame', 'Siobhán'], family: ['O’Brien', 'Smith', 'Asante', 'MacLeod', 'van der Berg'], companies: ['Northwind Traders', 'Fabrikam Ltd', 'Adventure Works']},
];

const others: readonly Culture[] = [
	{given: ['Ольга', 'Дмитрий', 'Світлана', 'Ђорђе'], family: ['Кузнецова', 'Шевченко', 'Йовановић', 'Ёлкин'], companies: ['ООО «Северный ветер»', 'Київ Сервіс']},
	{given: ['Ελένη', 'Γιώργος', 'Αικατερίνη'], family: ['Παπαδοπούλου', 'Οικονόμου', 'Νικολαΐδης'], companies: ['Αιγαίο Ναυτιλιακή', 'Ελαιώνες Κρήτης']},
	{given: ['伟', '雨桐', '建国', '雪'], family: ['李', '王', '欧阳', '張'], companies: ['华东电子有限公司', '長江物流'], separator: '', isFamilyFirst: true},
	{given: ['さくら', '健太', '美咲', '翔'], family: ['佐藤', '髙橋', '渡邉', '小林'], companies: ['株式会社青空', 'みなと商事'], separator: ' ', isFamilyFirst: true},
	{given: ['서연', '민준', '지우'], family: ['김', '이', '박'], companies: ['한빛전자', '새롬상사'], separator: '', isFamilyFirst: true},
	{given: ['محمد', 'فاطمة', 'يوسف'], family: ['الحسيني', 'بن علي', 'المصري'], companies: ['شركة النور', 'الخليج للتجارة']},
	{given: ['נועה', 'דוד', 'שירה'], family: ['כהן', 'בן־דוד', 'לוי'], companies: ['אור הצפון בע״מ', 'גליל מערכות']},
	{given: ['สมชาย', 'กัญญารัตน์', 'ณัฐพล'], family: ['ศรีสุข', 'วงศ์ใหญ่', 'จันทร์เพ็ญ'], companies: ['บริษัท รุ่งเรือง จำกัด', 'สยามการค้า']},
	{given: ['प्रिया', 'अर्जुन', 'काव्या'], family: ['शर्मा', 'त्रिपाठी', 'कुलकर्णी'], companies: ['हिमालय उद्योग', 'गंगा ट्रेडर्स']},
	{given: ['გიორგი', 'ნინო'], family: ['ბერიძე', 'კაპანაძე'], companies: ['თბილისი ტრანსი']},
	{given: ['Արմեն', 'Անահիտ'], family: ['Պետրոսյան', 'Սարգսյան'], companies: ['Արարատ ՍՊԸ']},
];

/** The name of the person that a number (a hash) stands for. */
export function personName(number: number): string {
	const {culture, rest} = cultureOf(number);
	const given = entry(culture.given, rest);
	const family = entry(culture.family, Math.floor(rest / 7));
	const names = culture.isFamilyFirst === true ? [family, given] : [given, family];
	return names.join(culture.separator ?? ' ');
}

/** The name of the company that a number (a hash) stands for. */
export function companyName(number: number): string {
	const {culture, rest} = cultureOf(number);
	return entry(culture.companies, rest);
}

/** Two of three names are in Latin letters. */
function cultureOf(number: number): {culture: Culture; rest: number} {
	const cultures = number % 3 === 0 ? others : latin;
	const rest = Math.floor(number / 3);
	return {culture: entry(cultures, rest), rest: Math.floor(rest / cultures.length)};
}

function entry<T>(list: readonly T[], number: number): T {
	const found = list[number % list.length];
	if (found === undefined) {
		throw new RangeError('an empty list of names');
	}

	return found;
}

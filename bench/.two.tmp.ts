import {idleCost} from './.idle.tmp.ts';
for (const p of process.argv.slice(3)) { const c = await idleCost(p, {objects: Number(process.argv[2]), isChanging: true}); console.log(p, c.percent.toFixed(2), c.bytes); }

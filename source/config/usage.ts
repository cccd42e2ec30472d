/** What `sync-tui --help` prints. */
export const usage = `  Usage
    $ sync-tui [NAME] [options]       the dashboard, on the connection NAME of the config file; the demo while no backend is named
    $ sync-tui status [NAME] [--json] the backlog as text, for scripts; takes the options of the dashboard
    $ sync-tui info [NAME] [--json]   where everything is, and what the options come to
    $ sync-tui info NAME --discover   what a mapping makes of the tables, or proposals for one of Dataverse
    $ sync-tui conformance URL        whether a backend holds to the contract, rule by rule [--json]
    $ sync-tui cache clear            removes what was kept of earlier runs
    $ sync-tui serve [NAME] [options] a ledger for engines that report to it; or NAME, a database or a file, over HTTP
    $ sync-tui token new NAME --scopes read,ingest,retry [--expires DATE]   a token, and its entry for serve --tokens

  Options of the dashboard
    --url URL           base URL of a backend, e.g. https://sync.example.com
    --token-file FILE   a file with the bearer token, which others must not be able to read
    --database URL      a database in place of a URL: a ledger, or what --preset names
    --preset NAME       the engine whose tables are read: heroku-connect, pg-boss, symmetric-ds, multiwoven, hasura-events, outbox
    --allow-writes      retry in that engine's tables, where it has a way; else nothing of it is changed
    --password-file F   a file with the database's password; or PGPASSWORD, ~/.pgpass
    --file FILE         an exported file of errors, such as Marketo's errors.csv
    --columns PAIRS     what its columns are, where they aren't known: message=Fehlertext,code=Nummer
    --config FILE       another config file                  [~/.config/sync-tui/config.toml]
    --interval PAUSE    between two polls: 5 (seconds), 500ms, 2m          [5s]
    --timeout TIME      how long an answer may take, 1s to 60s            [10s]
    --demo              the demo, even where a backend is configured
    --demo-speed N      the demo's sync works N times as fast, 1 to 3600   [1]
    --seed TEXT         another demo
    --read-only         no retry, no ignore: nothing is changed
    --ascii             draw lines and signs with ASCII characters
    --no-cache          keep nothing between runs, and show nothing that was kept
    --no-focus          poll at full pace also while another window is looked at
    --insecure-http     let a token travel unencrypted over http

  Options of serve
    --database URL      sqlite:FILE, postgres://USER@HOST/DATABASE: the ledger [a file in the data folder]
    --preset, --allow-writes, --password-file, --file, --columns         as for the dashboard
    --host HOST         where to listen                              [127.0.0.1]
    --port PORT         0 takes any that is free                          [8484]
    --socket FILE       listen on a Unix socket instead
    --token-file FILE   a file with the token that clients must send
    --tokens FILE       several tokens, with what each may: TOML, hashes alone; read again when it changes
    --tls-cert FILE, --tls-key FILE      speak TLS; read again when they change
    --log json          a line of JSON on stderr for each request           [text]
    --drain TIME        how long requests may take to end at the end: 30s   [10s]
    --keep-errors TIME  how long errors are kept: 120h, 30d, forever        [30d]
    --backup FILE       copy the ledger, while it is served or not, and end
    --name, --source, --target TEXT      what is synced, and between which systems
    --demo, --demo-speed, --seed         serve the demo

  Environment
    SYNC_TUI_URL        the backend, where --url isn't given
    SYNC_TUI_TOKEN      the bearer token for it, or the one that serve demands
    SYNC_TUI_TOKEN_FILE a file that holds it instead
    SYNC_TUI_DATABASE   the database, where --database isn't given; a password may be in it
    SYNC_TUI_DATABASE_PASSWORD  its password
    SYNC_TUI_CONFIG     the config file, where --config isn't given
    NO_COLOR            no colours

  --help and --version do what they say; in the dashboard, ? lists the keys. All settings: docs/configuration.md
`;

//! Handing the network over: everything as plain text that anybody can read, and the secrets in an envelope for two people.
//!
//! | in the folder | what |
//! | --- | --- |
//! | `LISEZMOI.md` | what each file and each column is |
//! | `centre/*.csv`, `lieux/*.csv` | a sheet a table: the centre's books, the hosted venues' |
//! | `schema-centre.sql`, `schema-lieux.sql` | how the tables are made |
//! | `fichiers/` | the sealed files, as they are |
//! | `enveloppe-1.json`, `enveloppe-2.json` | the secrets, the same in both, each sealed for one person (see [`crate::backup`]) |
//! | `manifeste.json` | versions, instant, head of the ledger, rows and SHA-256 of each file |
//!
//! Either of the two people opens the envelope alone: whoever lost their phrase is replaced by the other. A network that is
//! rebuilt from the folder takes the same way as one that is restored: verified beside, then put in place at once.

pub mod write;

pub mod rebuild;

mod describe;

mod tables;

mod manifest;

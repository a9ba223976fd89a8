//! Backups: a folder that holds a centre whole, taken while it runs, put back by one command.
//!
//! | in the folder | what |
//! | --- | --- |
//! | `centre.sqlite` | the centre's books, as SQLite whichever engine the centre runs on |
//! | `hosted.sqlite` | the hosted venues' books, in the same way |
//! | `files/` | the sealed files, as they are |
//! | `keys.sealed` | everything under `keys/`, sealed with a passphrase (see [`seal`]) |
//! | `forgotten.txt` | the random names of whoever was forgotten so far (see [`crate::forgotten`]), once somebody was |
//! | `manifest.json` | versions, instant, rows of each table, head of the ledger, SHA-256 of each file |
//!
//! What is copied comes in this order: centre, hosted venues, files, keys. Each is consistent in itself, and later ones
//! may only know more: a file is on disk before its row is committed and never changes, a key is in its folder before
//! anything is named with it, and an agenda that the centre holds was told by a generation that the hosted books had.

pub mod take;

pub mod put_back;

pub mod passphrase;

pub mod manifest;

pub mod record;

mod seal;

mod switch;

pub(crate) mod disk;

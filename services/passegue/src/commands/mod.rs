//! One file a command: its options, and what it does from the first line to the last.

pub mod serve;

pub mod venue;

pub mod gateway;

pub mod migrate;

pub mod check;

pub mod audit;

pub mod backup;

pub mod restore;

pub mod doctor;

pub mod schema;

pub mod token;

pub mod init;

pub mod keys;

pub mod import;

pub mod export;

pub mod bench;

mod opening;

mod guarded;

mod whole_file;

pub(crate) use opening::say;

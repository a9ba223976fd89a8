//! What a structure keeps of somebody, for the person who asks it: one answer, of which a page makes one readable file.

pub mod record;

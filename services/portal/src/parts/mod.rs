//! What pages are made of. Each part is a struct with its own template: `{{ form.text("code", crate::t("…")) }}` writes it whole.

mod choice;
mod field;
mod list;
mod print;
mod problem;
mod table;

pub use choice::{Checks, Radios, Select};
pub use field::{Area, Field, Hidden};
pub use list::{Back, Facts, Notice, Pager, Steps};
pub use print::Slip;
pub use problem::{Problem, Summary};
pub use table::{Cell, Table};

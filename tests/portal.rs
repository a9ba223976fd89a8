//! Pages, through a real centre: what is shown, under which headers, and what becomes of forms.

mod html;
mod public;
mod visit;

//! What became of the cheques, in figures that name nobody.

pub mod funnel;

pub mod commune_figures;

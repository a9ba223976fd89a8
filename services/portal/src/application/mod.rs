//! An application for accreditation as pages show it, to the venue that applies and to the network that decides.

mod act;
mod case;
mod grid;
mod pieces;

pub(crate) use act::{EvidenceInput, attach, open, write};
pub(crate) use case::{Application, ApplicationStage, Case, Grid, Line, fetch, latest_grid, lines, list, stage};
pub(crate) use grid::{GridAnswersInput, GridForm, answered, known, save};
pub(crate) use pieces::{Piece, bring, say};

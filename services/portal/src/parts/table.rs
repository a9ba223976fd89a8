//! Tables of data: a caption, heads, and rows whose first cell names them. On a narrow screen each row becomes a block.

use std::fmt::Display;

use askama::{Template, filters::HtmlSafe};

/// One cell.
#[derive(Clone, Debug)]
pub struct Cell {
    text: String,
    link: Option<String>,
    number: bool,
}

impl Cell {
    /// Words.
    pub fn text(text: impl Display) -> Self {
        Self { text: text.to_string(), link: None, number: false }
    }

    /// A number or an amount: aligned to the right.
    pub fn number(text: impl Display) -> Self {
        Self { text: text.to_string(), link: None, number: true }
    }

    /// A link.
    pub fn link(path: impl Into<String>, text: impl Display) -> Self {
        Self { text: text.to_string(), link: Some(path.into()), number: false }
    }
}

/// A table.
#[derive(Clone, Debug, Template)]
#[template(path = "parts/table.html")]
pub struct Table {
    caption: String,
    heads: Vec<String>,
    rows: Vec<Vec<Cell>>,
    foot: Option<Vec<Cell>>,
}

impl Table {
    /// A table with these heads.
    pub fn new<H: Display>(caption: impl Display, heads: impl IntoIterator<Item = H>) -> Self {
        let heads = heads.into_iter().map(|head| head.to_string()).collect();
        Self { caption: caption.to_string(), heads, rows: Vec::new(), foot: None }
    }

    /// One more row: as many cells as heads.
    pub fn row(&mut self, cells: impl IntoIterator<Item = Cell>) {
        self.rows.push(cells.into_iter().collect());
    }

    /// The row of totals.
    pub fn foot(&mut self, cells: impl IntoIterator<Item = Cell>) {
        self.foot = Some(cells.into_iter().collect());
    }

    /// Whether it has no row: say so in a sentence instead.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    fn head(&self, at: &usize) -> &str {
        self.heads.get(*at).map_or("", String::as_str)
    }
}

impl HtmlSafe for Table {}

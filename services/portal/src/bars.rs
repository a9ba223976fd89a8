//! Bars: a few amounts beside each other, drawn by the server, with the same numbers in words.

use std::fmt::Display;

use askama::{Template, filters::HtmlSafe};

use crate::format;

/// One bar: its name, its length in hundredths of the longest, what it counts.
#[derive(Clone, Debug)]
struct Bar {
    name: String,
    percent: i64,
    count: String,
    note: String,
}

/// Bars under each other; the longest fills the width.
#[derive(Clone, Debug, Template)]
#[template(
    source = r#"<dl class="barres">{% for bar in bars %}<div><dt>{{ bar.name }}</dt><dd><svg aria-hidden="true" focusable="false" width="100%" height="18"><rect class="fond" width="100%" height="18" rx="3"/><rect class="part" width="{{ bar.percent }}%" height="18" rx="3"/></svg><strong>{{ bar.count }}</strong> {{ bar.note }}</dd></div>{% endfor %}</dl>"#,
    ext = "html"
)]
pub(crate) struct Bars {
    whole: i64,
    bars: Vec<Bar>,
}

impl Bars {
    /// Bars of which this is the longest.
    pub(crate) const fn of(whole: i64) -> Self {
        Self { whole, bars: Vec::new() }
    }

    /// One more bar, with what is said after its number.
    pub(crate) fn bar(mut self, name: impl Display, count: i64, note: impl Display) -> Self {
        let percent = if self.whole > 0 { count.saturating_mul(100) / self.whole } else { 0 };
        let (name, note) = (name.to_string(), note.to_string());
        self.bars.push(Bar { name, percent: percent.clamp(0, 100), count: format::count(count), note });
        self
    }
}

impl HtmlSafe for Bars {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bar_is_as_long_as_its_part_of_the_whole() {
        let drawn = Bars::of(200).bar("émis", 200, "chèques").bar("remis", 50, "").bar("<b>", 0, "").to_string();
        for part in ["width=\"100%\" height=\"18\" rx", "width=\"25%\"", "width=\"0%\"", "&#60;b&#62;"] {
            assert!(drawn.contains(part), "{part}: {drawn}");
        }
        assert!(Bars::of(0).bar("rien", 5, "").to_string().contains("width=\"0%\""));
    }
}

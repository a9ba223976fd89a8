//! The kinds of file that are taken, and how the first bytes show whether a file is what it says.

/// A kind of file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Pdf,
    Png,
    Jpeg,
    Csv,
    Json,
    Xml,
}

impl Kind {
    const ALL: [Self; 6] = [Self::Pdf, Self::Png, Self::Jpeg, Self::Csv, Self::Json, Self::Xml];

    /// Its media type, as it will be served.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Pdf => "application/pdf",
            Self::Png => "image/png",
            Self::Jpeg => "image/jpeg",
            Self::Csv => "text/csv",
            Self::Json => "application/json",
            Self::Xml => "application/xml",
        }
    }

    /// The kind of a media type; its parameters change nothing.
    pub(crate) fn named(text: &str) -> Option<Self> {
        let name = text.split(';').next().unwrap_or_default().trim();
        // The same thing under its older name, as some browsers say it.
        let name = if name.eq_ignore_ascii_case("text/xml") { Self::Xml.name() } else { name };
        Self::ALL.into_iter().find(|kind| kind.name().eq_ignore_ascii_case(name))
    }

    const fn beginning(self) -> &'static [u8] {
        match self {
            Self::Pdf => b"%PDF-",
            Self::Png => b"\x89PNG\r\n\x1a\n",
            Self::Jpeg => b"\xff\xd8\xff",
            Self::Csv | Self::Json | Self::Xml => b"",
        }
    }

    /// Begins to look at a file of that kind as it comes.
    pub(crate) const fn look(self) -> Look {
        Look { kind: self, rest: self.beginning(), empty: true }
    }
}

/// A look at a file that comes in pieces.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Look {
    kind: Kind,
    /// What must still come of its beginning.
    rest: &'static [u8],
    empty: bool,
}

impl Look {
    /// Whether the next piece still fits the kind.
    pub(crate) fn fits(&mut self, piece: &[u8]) -> bool {
        self.empty &= piece.is_empty();
        let seen = piece.len().min(self.rest.len());
        let (expected, rest) = self.rest.split_at(seen);
        self.rest = rest;
        // A text holds no zero: what does is something else under its name.
        let is_text = !matches!(self.kind, Kind::Csv | Kind::Json | Kind::Xml) || !piece.contains(&0);
        piece.starts_with(expected) && is_text
    }

    /// Whether a file that ends here is of the kind: it has its whole beginning, and something at all.
    pub(crate) const fn ends(&self) -> bool {
        self.rest.is_empty() && !self.empty
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fits(kind: Kind, pieces: &[&[u8]]) -> bool {
        let mut look = kind.look();
        pieces.iter().all(|piece| look.fits(piece)) && look.ends()
    }

    #[test]
    fn a_kind_is_known_by_its_name_and_shown_by_its_bytes() {
        assert_eq!(Kind::named("Application/PDF"), Some(Kind::Pdf));
        assert_eq!(Kind::named("text/csv; charset=utf-8"), Some(Kind::Csv));
        assert_eq!(["application/xml", "text/xml; charset=utf-8"].map(Kind::named), [Some(Kind::Xml); 2]);
        for other in ["", "text/html", "image/svg+xml", "application/zip", "application/vnd.ms-excel"] {
            assert_eq!(Kind::named(other), None, "{other}");
        }
        assert!(fits(Kind::Pdf, &[b"%PDF-1.7 ..."]) && fits(Kind::Pdf, &[b"%P", b"", b"DF-1"]));
        assert!(fits(Kind::Png, &[b"\x89PNG\r\n\x1a\nabc"]) && fits(Kind::Jpeg, &[b"\xff\xd8\xff\xe0\0"]));
        assert!(fits(Kind::Csv, &["nom;ville\né;è".as_bytes()]) && fits(Kind::Json, &[b"{}"]));
        assert!(fits(Kind::Xml, &[b"<?xml version=\"1.0\"?><Document/>"]));
        let wrong: [(Kind, &[u8]); 7] = [
            (Kind::Xml, b"PK\x03\x04\0\0"),
            (Kind::Pdf, b"<html>"),
            (Kind::Pdf, b"%PD"),
            (Kind::Png, b"%PDF-1.7"),
            (Kind::Jpeg, b"GIF89a"),
            (Kind::Csv, b"PK\x03\x04\0\0"),
            (Kind::Json, b""),
        ];
        for (kind, bytes) in wrong {
            assert!(!fits(kind, &[bytes]), "{kind:?}");
        }
    }
}

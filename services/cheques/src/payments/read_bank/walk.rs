//! Walking through XML: elements as they come, each told with its path; never more than one text in memory.

use quick_xml::{
    Reader as Xml,
    events::{BytesRef, BytesStart, Event},
};

use super::unreadable::Unreadable;
use crate::payments::bank_news::News;

/// What is told of the elements below the document.
pub(super) trait Reader {
    /// An element ends that holds a text; the currency is that of an amount.
    fn text(&mut self, path: &str, text: &str, currency: Option<&str>) -> Result<(), Unreadable>;
    /// An element ends.
    fn close(&mut self, path: &str) -> Result<(), Unreadable>;
    /// The document has ended.
    fn end(self: Box<Self>) -> Result<News, Unreadable>;
}

/// Begins to read under a namespace.
type Start = fn(&str) -> Result<Box<dyn Reader>, Unreadable>;

const DEEPEST: usize = 40;
/// More of a text than the schemas allow is of no use.
const LONGEST_TEXT: usize = 600;

/// Reads the whole document, or says why not.
pub(super) fn through(bytes: &[u8], start: Start) -> Result<News, Unreadable> {
    let mut walk =
        Walk { start, reader: None, path: String::new(), lengths: Vec::new(), text: String::new(), currency: None };
    let mut xml = Xml::from_reader(bytes);
    xml.config_mut().expand_empty_elements = true;
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        match xml.read_event_into(&mut buffer) {
            Ok(Event::Eof) => return walk.end(),
            Ok(event) => walk.take(&event)?,
            Err(_) if is_cut(bytes) => return Err(Unreadable::Truncated),
            Err(_) => return Err(Unreadable::Form),
        }
    }
}

/// Whether the last thing of the file is not the end of its document.
fn is_cut(bytes: &[u8]) -> bool {
    !bytes.trim_ascii_end().ends_with(b"Document>")
}

struct Walk {
    start: Start,
    reader: Option<Box<dyn Reader>>,
    /// The names below the document, each after a slash.
    path: String,
    /// How long the path was before each open element.
    lengths: Vec<usize>,
    text: String,
    currency: Option<String>,
}

impl Walk {
    fn take(&mut self, event: &Event<'_>) -> Result<(), Unreadable> {
        match event {
            Event::DocType(_) | Event::PI(_) => Err(Unreadable::Doctype),
            Event::Start(element) => self.open(element),
            Event::End(_) => self.close(),
            Event::Text(text) => self.add(text),
            Event::CData(text) => self.add(text),
            Event::GeneralRef(named) => self.add(&character(named)?),
            Event::Decl(_) | Event::Comment(_) | Event::Empty(_) | Event::Eof => Ok(()),
        }
    }

    fn open(&mut self, element: &BytesStart<'_>) -> Result<(), Unreadable> {
        self.text.clear();
        self.lengths.push(self.path.len());
        if self.lengths.len() > DEEPEST {
            return Err(Unreadable::Form);
        }
        if self.lengths.len() == 1 {
            // A second document in one file is none.
            if self.reader.is_some() || element.local_name().as_ref() != "Document" {
                return Err(Unreadable::Kind);
            }
            self.reader = Some((self.start)(&namespace(element)?)?);
            return Ok(());
        }
        self.path.push('/');
        self.path.push_str(element.local_name().as_ref());
        self.currency = attribute(element, "Ccy")?;
        Ok(())
    }

    fn close(&mut self) -> Result<(), Unreadable> {
        let Some(length) = self.lengths.pop() else { return Err(Unreadable::Form) };
        if let (Some(reader), false) = (&mut self.reader, self.lengths.is_empty()) {
            let text = self.text.trim();
            if !text.is_empty() {
                reader.text(&self.path, text, self.currency.as_deref())?;
            }
            reader.close(&self.path)?;
        }
        self.path.truncate(length);
        self.text.clear();
        self.currency = None;
        Ok(())
    }

    fn add(&mut self, text: &str) -> Result<(), Unreadable> {
        if self.lengths.is_empty() && !text.trim_start_matches('\u{FEFF}').trim().is_empty() {
            return Err(Unreadable::Kind);
        }
        if self.text.len() < LONGEST_TEXT {
            self.text.extend(text.chars().take(LONGEST_TEXT).map(|c| if c.is_control() { ' ' } else { c }));
        }
        Ok(())
    }

    fn end(self) -> Result<News, Unreadable> {
        match self.reader {
            _ if !self.lengths.is_empty() => Err(Unreadable::Truncated),
            Some(reader) => reader.end(),
            None => Err(Unreadable::Kind),
        }
    }
}

/// The character that a reference names: one of the five, or a number. Others would be a document's own.
fn character(named: &BytesRef<'_>) -> Result<String, Unreadable> {
    let known = match &**named {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        _ => named.resolve_char_ref().map_err(|_| Unreadable::Form)?.ok_or(Unreadable::Doctype)?,
    };
    Ok(known.to_string())
}

/// The namespace of the document's own element, under whatever prefix.
fn namespace(element: &BytesStart<'_>) -> Result<String, Unreadable> {
    let name = element.name();
    let prefix = name.as_ref().split_once(':').map_or("", |(prefix, _)| prefix);
    let wanted = if prefix.is_empty() { "xmlns".to_owned() } else { format!("xmlns:{prefix}") };
    attribute(element, &wanted)?.ok_or(Unreadable::Kind)
}

fn attribute(element: &BytesStart<'_>, wanted: &str) -> Result<Option<String>, Unreadable> {
    for attribute in element.attributes() {
        let attribute = attribute.map_err(|_| Unreadable::Form)?;
        if attribute.key.as_ref() == wanted {
            return Ok(Some(attribute.value.to_string()));
        }
    }
    Ok(None)
}

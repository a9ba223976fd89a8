//! Files as they come: in every dress, and those that cannot be read at all.

use std::{fs::File, path::Path};

use super::{Desk, row, sheet};
use crate::{
    commands::REFUSED,
    support::{
        afar::word,
        engine::{Engine, on_both_engines},
        sql,
    },
};

on_both_engines!(a_file_is_known_in_every_dress, what_cannot_be_read_is_one_line);

/// The same rows, however they were saved, are the same places.
async fn a_file_is_known_in_every_dress(engine: Engine) {
    let desk = Desk::new(engine, "venues_dress").await;
    let rows = || [row(&[]), row(&[("id", "lieu-2"), ("nom", "Bibliothèque de Vieil-Hesdin")])];
    let plain = desk.file("lieux.csv", sheet(rows(), ","));
    assert_eq!(desk.endings(&plain, &[]).await, ["imported", "imported"]);
    let before = sql::dump(&desk.0.place());
    let latin = |text: &str| -> Vec<u8> {
        text.chars().map(|c| u8::try_from(u32::from(c)).expect("a letter of Latin-1")).collect()
    };
    let utf16 = |text: &str| -> Vec<u8> {
        [0xFEFF].into_iter().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect()
    };
    let dresses: [(&str, Vec<u8>); 7] = [
        ("semicolons", sheet(rows(), ";").into_bytes()),
        ("tabs", sheet(rows(), "\t").into_bytes()),
        ("bars", sheet(rows(), "|").into_bytes()),
        ("a mark of order", format!("\u{feff}{}", sheet(rows(), ";")).into_bytes()),
        ("Latin-1", latin(&sheet(rows(), ";"))),
        ("lines of Unix", sheet(rows(), ",").replace("\r\n", "\n").into_bytes()),
        ("UTF-16", utf16(&sheet(rows(), ";"))),
    ];
    for (dress, content) in dresses {
        let file = desk.file("lieux.csv", content);
        assert_eq!(desk.endings(&file, &[]).await, ["unchanged", "unchanged"], "{dress}");
        assert_eq!(sql::dump(&desk.0.place()), before, "{dress}");
    }
}

async fn what_cannot_be_read_is_one_line(engine: Engine) {
    let desk = Desk::new(engine, "venues_unread").await;
    let before = sql::dump(&desk.0.place());
    let zeros = desk.0.beside("zeros.csv");
    File::create(&zeros).and_then(|file| file.set_len(2 << 30)).expect("a file of zeros that takes no room");
    let good = desk.file("lieux.csv", sheet([row(&[])], ","));
    let unread = [
        desk.file("vide.csv", ""),
        desk.file("blanc.csv", "  \n\n"),
        desk.file("binaire.csv", [0x7f, b'E', b'L', b'F', 0, 1, 2, 255, 254, 0, 0]),
        desk.file("casse.json", "[{\"id\": \"1\", \"nom\": "),
        desk.file("objet.json", "{\"nom\": 3}"),
        desk.file("etranger.csv", "a,b,c\n1,2,3\n"),
        desk.0.beside("absent.csv"),
        desk.0.data(),
        zeros,
    ];
    for file in &unread {
        desk.imports(file, &[]).await.stopped(REFUSED, ".");
    }
    for mapping in [desk.file("m.json", "{"), desk.file("m2.json", "[1]"), desk.0.beside("absent.json"), desk.0.data()]
    {
        desk.imports(&good, &["--mapping", word(Path::new(&mapping))]).await.stopped(REFUSED, "correspondance");
    }
    assert_eq!(sql::dump(&desk.0.place()), before);
}

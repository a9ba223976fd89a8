//! `LISEZMOI.md`: what each file of a hand-over is, what each column holds, and how a network is rebuilt from it.

use store::{sheets::Sheet, snapshot::Facts};

use super::tables::what;
use crate::backup::manifest::Manifest;

const BEGINNING: &str = "\
# Passation d'un réseau Passegué

Ce dossier contient tout un réseau : registre, commandes, chèques, comptes, personnes du réseau, fichiers. Un autre opérateur
peut continuer dès le lendemain, avec Passegué ou avec un autre programme.

## Reconstruire le réseau

1. Installez Passegué, de cette version ou d'une plus récente.
2. Lancez : `passegue import network CE-DOSSIER --data DOSSIER-VIDE` (avec DATABASE_URL pour PostgreSQL).
3. Donnez la phrase secrète de l'une des deux personnes qui ont une enveloppe.
4. Lancez : `passegue check`. Les comptes sont recalculés ligne à ligne.

## L'enveloppe des secrets

`enveloppe-1.json` et `enveloppe-2.json` contiennent les mêmes secrets, chacune scellée pour une personne, avec sa phrase.
Une seule des deux personnes suffit. Sans enveloppe et sans le dossier « keys » du centre, aucun chèque imprimé n'est reconnu.

Chaque enveloppe est un document JSON : Argon2id (RFC 9106, version 19 ; `memoryKib`, `passes`, `lanes`, `salt`) fait 64 octets
de la phrase ; les 32 premiers sont la clé, les 16 suivants sont `check` ; XChaCha20-Poly1305 ouvre `sealed` avec `nonce`. La
donnée associée est la ligne « passegue hand-over 1 », puis « SHA-256, deux espaces, chemin » pour chaque fichier de
`manifeste.json` dans l'ordre des chemins, enveloppes exceptées, chaque ligne finie par un saut de ligne. Le contenu est un
objet JSON : le nom de chaque clé, et sa valeur en 64 chiffres hexadécimaux.

- `pepper-N` : HMAC-SHA-256 du code d'un chèque sous cette clé ; les 16 premiers octets sont `cheque.id`.
- `paper-N` : clé Ed25519 qui signe les jetons imprimés et les racines du registre.
- `files` : clé des fichiers du dossier `fichiers`.
- `visits`, `token-N` : clés des connexions ; les perdre oblige seulement à se connecter de nouveau.

## Les feuilles

Chaque table est un fichier CSV (RFC 4180, UTF-8, virgules) dont la première ligne donne les noms. Les textes sont entre
guillemets. Rien entre deux virgules : valeur absente. `number` : nombre entier ; les montants (`…_cents`) sont en centimes
d'euro ; les instants sont en millisecondes depuis 1970 (UTC) ; les jours sont comptés depuis le 1er janvier 1970, à Paris.
`bytes` : octets en hexadécimal ; les identifiants en ont seize. `real` : nombre décimal. Les remarques viennent du schéma
(`schema-centre.sql`, `schema-lieux.sql`), qui est écrit en anglais.

`manifeste.json` donne l'instant, la dernière ligne du registre avec son empreinte, le nombre de lignes de chaque table, et
l'empreinte SHA-256 de chaque fichier. `fichiers/` contient les fichiers du réseau (tirages, fichiers de banque, pièces),
scellés par la clé `files` ; le nom de chacun est son identifiant dans la table `file`.
";

/// The whole text.
pub(super) fn readme(manifest: &Manifest, centre: &[Sheet], hosted: &[Sheet]) -> String {
    let mut text = String::from(BEGINNING);
    text.push_str(&format!(
        "\nÉcrit le {} par Passegué {}. Le registre finit à la ligne {}.\n",
        manifest.taken_at, manifest.program, manifest.centre.ledger_no
    ));
    books(&mut text, "Le centre", "centre", centre, Some(&manifest.centre));
    books(&mut text, "Les lieux hébergés", "lieux", hosted, manifest.hosted.as_ref());
    text
}

fn books(text: &mut String, title: &str, folder: &str, sheets: &[Sheet], facts: Option<&Facts>) {
    if sheets.is_empty() {
        return;
    }
    text.push_str(&format!("\n## {title}\n"));
    for sheet in sheets {
        let rows = facts.and_then(|facts| facts.rows.get(&sheet.table)).copied().unwrap_or_default();
        text.push_str(&format!("\n### `{folder}/{}.csv`\n\n", sheet.table));
        let what = what(&sheet.table);
        if !what.is_empty() {
            text.push_str(&format!("{what} "));
        }
        text.push_str(&format!("{rows} ligne(s).\n\n| colonne | contenu | remarque |\n| --- | --- | --- |\n"));
        for column in &sheet.columns {
            let says = column.says.replace('|', "/");
            text.push_str(&format!("| `{}` | {} | {says} |\n", column.name, column.kind));
        }
    }
}

#[cfg(test)]
mod tests {
    use store::sheets::SheetColumn;

    use super::*;

    #[test]
    fn every_column_is_told() {
        let column = |name: &str| SheetColumn { name: name.to_owned(), kind: "number", says: "a | b".to_owned() };
        let sheet = Sheet {
            table: "transfer".to_owned(),
            columns: vec![column("ledger_no"), column("at")],
            made_by: String::new(),
        };
        let mut text = String::new();
        books(&mut text, "Le centre", "centre", &[sheet], None);
        assert!(text.contains("### `centre/transfer.csv`") && text.contains("Le registre"), "{text}");
        assert!(text.contains("| `ledger_no` | number | a / b |") && text.contains("| `at` |"), "{text}");
    }
}

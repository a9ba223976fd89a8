//! Amounts and numbers as people type them.

/// Cents of an amount in euros: `12 000`, `12000,50`, `1 250 €`; nothing if it is none, or over 21 million.
pub(crate) fn cents(typed: &str) -> Option<i32> {
    let dense: String = typed.chars().filter(|c| !c.is_whitespace() && *c != '€').collect();
    let (euros, cents) = dense.split_once([',', '.']).unwrap_or((&dense, ""));
    let digits = |text: &str| text.chars().all(|c| c.is_ascii_digit());
    if euros.is_empty() || !digits(euros) || !digits(cents) || cents.len() > 2 {
        return None;
    }
    let cents: i32 = format!("{cents:0<2}").parse().ok()?;
    euros.parse::<i32>().ok()?.checked_mul(100)?.checked_add(cents)
}

/// A whole number: `1 000`, `1000`; nothing if it is none.
pub(crate) fn whole(typed: &str) -> Option<i32> {
    let dense: String = typed.chars().filter(|c| !c.is_whitespace()).collect();
    let digits = !dense.is_empty() && dense.chars().all(|c| c.is_ascii_digit());
    digits.then(|| dense.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_read_as_people_type_them() {
        let read =
            [("10", 1000), ("12 000", 1_200_000), ("12\u{a0}000,50 €", 1_200_050), ("12000.5", 1_200_050), ("0,05", 5)];
        for (typed, expected) in read {
            assert_eq!(cents(typed), Some(expected), "{typed}");
        }
        for typed in ["", "€", "douze", "-10", "1,234", "10,5,0", "1e3", "999999999999", ",50"] {
            assert_eq!(cents(typed), None, "{typed}");
        }
        assert_eq!([whole("1 000"), whole("0"), whole("1,5"), whole("")], [Some(1000), Some(0), None, None]);
    }
}

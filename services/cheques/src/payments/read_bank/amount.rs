//! Amounts as banks write them: `1234.5`, in euros.

use kernel::cents::Cents;

use super::unreadable::Unreadable;

/// Whole cents. More than two decimals are read when they are zeros: there is no part of a cent.
pub(super) fn cents(text: &str) -> Result<Cents, Unreadable> {
    let (whole, decimals) = text.split_once('.').unwrap_or((text, ""));
    let digits = |part: &str| part.bytes().all(|digit| digit.is_ascii_digit());
    let (two, rest) = decimals.split_at_checked(2).unwrap_or((decimals, ""));
    if whole.is_empty() || whole.len() > 13 || !digits(whole) || !digits(two) || rest.bytes().any(|zero| zero != b'0') {
        return Err(Unreadable::Form);
    }
    let number: i64 = format!("{whole}{two:0<2}").parse().map_err(|_| Unreadable::Form)?;
    Ok(Cents::new(number))
}

/// The amount with its sign: `CRDT` comes, `DBIT` goes.
pub(super) fn signed(amount: Cents, side: &str) -> Result<Cents, Unreadable> {
    match side {
        "CRDT" => Ok(amount),
        "DBIT" => Cents::ZERO.minus(amount).map_err(|_| Unreadable::Form),
        _ => Err(Unreadable::Form),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_exact_or_refused() {
        for (text, expected) in
            [("0", 0), ("12", 1200), ("12.5", 1250), ("12.50", 1250), ("12.5000", 1250), ("0.07", 7)]
        {
            assert_eq!(cents(text), Ok(Cents::new(expected)), "{text}");
        }
        for text in ["", ".5", "-1", "+1", "1,50", "1.505", "1e3", "NaN", "12345678901234", " 1", "1.5.0", "é"] {
            assert_eq!(cents(text), Err(Unreadable::Form), "{text}");
        }
        assert_eq!(signed(Cents::new(5), "DBIT"), Ok(Cents::new(-5)));
        assert_eq!(signed(Cents::new(5), "OTHER"), Err(Unreadable::Form));
    }
}

//! Accounts to pay to.

use kernel::chance::Chance;

/// A French account that no bank gave, right by its controls.
pub(crate) fn iban(chance: &Chance) -> String {
    let [a, b, c, d] = chance.bytes::<4>();
    let account = format!("{:011}", u32::from_be_bytes([a, b, c, d]));
    // The key of the account: what makes bank, counter and account a multiple of 97.
    let rib = 97 - (89 * 30_006_u64 + 15 + 3 * account.parse::<u64>().expect("digits")) % 97;
    let bban = format!("3000600001{account}{rib:02}");
    let control = 98 - remainder(&format!("{bban}152700"));
    format!("FR{control:02}{bban}")
}

fn remainder(digits: &str) -> u32 {
    digits.chars().filter_map(|digit| digit.to_digit(10)).fold(0, |rest, digit| (rest * 10 + digit) % 97)
}

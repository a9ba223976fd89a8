//! The second factor on a telephone: six digits that change every thirty seconds (RFC 6238 as every application reads it).

use std::fmt;

use kernel::{chance::Chance, clock::At};
use totp_rs::{Algorithm, TOTP};

/// How many digits a code has.
pub const DIGITS: usize = 6;
const STEP_SECONDS: u64 = 30;
/// Who asks, as applications show it.
const ISSUER: &str = "Passegué";

/// What an application and we share; never shown but once, to its owner.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Secret([u8; 20]);

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret")
    }
}

impl Secret {
    /// A new one.
    pub(crate) fn draw(chance: &Chance) -> Self {
        Self(chance.bytes())
    }

    /// The one that is made of these bytes.
    pub(crate) fn from_bytes(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(Self)
    }

    pub(crate) const fn bytes(&self) -> &[u8; 20] {
        &self.0
    }

    /// The step whose code this is, of the present one and its two neighbours, if it is later than `last`: a code serves once.
    pub(crate) fn step_of(&self, code: &str, now: At, last: i64) -> Option<i64> {
        let present = u64::try_from(now.seconds()).ok()? / STEP_SECONDS;
        let near = [present.checked_sub(1)?, present, present + 1];
        // All three are compared, whichever it is.
        let own = near.map(|step| self.totp().check(code, step * STEP_SECONDS).then_some(step));
        let step = own.into_iter().flatten().next().and_then(|step| i64::try_from(step).ok());
        step.filter(|step| *step > last)
    }

    /// As people type it into an application: base 32 in groups of four.
    pub(crate) fn written(&self) -> String {
        let text = self.totp().get_secret_base32();
        let groups: Vec<&str> =
            (0..text.len()).step_by(4).filter_map(|at| text.get(at..text.len().min(at + 4))).collect();
        groups.join(" ")
    }

    /// As applications read it from a square: whose it is, and the secret.
    pub(crate) fn address(&self, mail: &str) -> String {
        let (issuer, account) = (escaped(ISSUER), escaped(mail));
        let secret = self.totp().get_secret_base32();
        format!("otpauth://totp/{issuer}:{account}?secret={secret}&issuer={issuer}&algorithm=SHA1&digits=6&period=30")
    }

    fn totp(&self) -> TOTP {
        // One step and no other: which one served is kept.
        TOTP::new_unchecked(Algorithm::SHA1, DIGITS, 0, STEP_SECONDS, self.0.to_vec())
    }
}

/// The code of a step, for tests that play the telephone.
#[cfg(test)]
pub(crate) fn code_at(secret: &Secret, at: At) -> String {
    secret.totp().generate(u64::try_from(at.seconds()).unwrap())
}

fn escaped(text: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
    text.bytes().map(|byte| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The secret of RFC 6238, appendix B.
    fn secret() -> Secret {
        Secret::from_bytes(b"12345678901234567890").unwrap()
    }

    fn at(seconds: i64) -> At {
        At(seconds * 1000)
    }

    #[test]
    fn codes_are_those_of_the_standard() {
        // The last six digits of the eight that the appendix gives.
        let told = [(59, "287082"), (1_111_111_109, "081804"), (1_234_567_890, "005924"), (2_000_000_000, "279037")];
        for (seconds, code) in told {
            assert_eq!(secret().step_of(code, at(seconds), 0), Some(seconds / 30), "{seconds}");
        }
    }

    #[test]
    fn a_code_serves_once_and_near_its_time() {
        let (now, step) = (1_759_305_600, 1_759_305_600 / 30);
        let code = code_at(&secret(), at(now));
        for late in [-30, 0, 29, 30, 59] {
            assert_eq!(secret().step_of(&code, at(now + late), 0), Some(step), "{late}");
        }
        assert_eq!(secret().step_of(&code, at(now - 31), 0), None);
        assert_eq!(secret().step_of(&code, at(now + 60), 0), None);
        assert_eq!(secret().step_of(&code, at(now), step), None, "given already");
        assert_eq!(secret().step_of(&code, at(now), step - 1), Some(step));
        for other in ["", "12345", "abcdef", "1234567"] {
            assert_eq!(secret().step_of(other, at(now), 0), None, "{other}");
        }
    }

    #[test]
    fn it_is_written_for_hands_and_for_cameras() {
        assert_eq!(secret().written(), "GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ");
        let address = secret().address("amina+b@exemple.fr");
        assert!(
            address.starts_with("otpauth://totp/Passegu%C3%A9:amina%2Bb%40exemple.fr?secret=GEZDGNBV"),
            "{address}"
        );
        assert_eq!(format!("{:?}", secret()), "Secret");
    }
}

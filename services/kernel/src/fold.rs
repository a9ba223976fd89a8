//! Words as they are searched for: without case or accent.

/// The text in small letters without accents, `œ` as `oe`; its signs and spaces as they are.
pub fn plain(text: &str) -> String {
    text.to_lowercase().chars().fold(String::with_capacity(text.len()), push_plain)
}

fn push_plain(mut text: String, letter: char) -> String {
    match letter {
        'à' | 'â' | 'ä' => text.push('a'),
        'ç' => text.push('c'),
        'é' | 'è' | 'ê' | 'ë' => text.push('e'),
        'î' | 'ï' => text.push('i'),
        'ô' | 'ö' => text.push('o'),
        'ù' | 'û' | 'ü' => text.push('u'),
        'ÿ' => text.push('y'),
        'œ' => text.push_str("oe"),
        'æ' => text.push_str("ae"),
        other => text.push(other),
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_and_accents_are_gone_and_signs_stay() {
        assert_eq!(plain("Éric Lœuilleux-Çà"), "eric loeuilleux-ca");
        assert_eq!(plain("50 % d’erreur"), "50 % d’erreur");
    }
}

//! Searching labels: folding of letters, and the order of what is found.

/// U+00C0 to U+017F without their marks, in order; `*` stands for letters that fold to two.
const LATIN: &str = "aaaaaa*ceeeeiiiidnooooo*ouuuuy**aaaaaa*ceeeeiiiidnooooo*ouuuuy*y\
aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiii**jjkkklllllll\
lllnnnnnnnnnoooooo**rrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs";

/// A text in small letters without marks, so that "ahvenanmaa" finds "Åland" by "aland". Latin, Greek and
/// Cyrillic; other scripts stay as they are.
pub(super) fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            'A'..='Z' => folded.push(character.to_ascii_lowercase()),
            '\u{300}'..='\u{36f}' => {}
            'Æ' | 'æ' => folded.push_str("ae"),
            'Œ' | 'œ' => folded.push_str("oe"),
            'ß' => folded.push_str("ss"),
            'Þ' | 'þ' => folded.push_str("th"),
            'Ĳ' | 'ĳ' => folded.push_str("ij"),
            '×' | '÷' => folded.push(character),
            '\u{c0}'..='\u{17f}' => folded.push(latin(character)),
            'Α'..='Ω' | 'А'..='Я' => folded.push(shifted(character, 32)),
            'Ѐ'..='Џ' => folded.push(shifted(character, 80)),
            '-' | '–' | '’' | '\'' => folded.push(' '),
            other => folded.push(other),
        }
    }
    folded
}

fn latin(character: char) -> char {
    let place = (character as usize).saturating_sub(0xc0);
    LATIN.as_bytes().get(place).map_or(character, |byte| char::from(*byte))
}

fn shifted(character: char, by: u32) -> char {
    char::from_u32(character as u32 + by).unwrap_or(character)
}

/// How well a folded label fits a folded query: lower is better; nothing when it does not.
pub(super) fn rank(label: &str, query: &str) -> Option<u8> {
    let place = label.find(query)?;
    if place == 0 {
        return Some(if label.len() == query.len() { 0 } else { 1 });
    }
    let at_word = label.match_indices(query).any(|(place, _)| {
        label
            .get(..place)
            .and_then(|before| before.chars().next_back())
            .is_some_and(|last| !last.is_alphanumeric())
    });
    Some(if at_word { 2 } else { 3 })
}

/// Places of the labels that fit, best first, otherwise in their own order.
pub(super) fn matches<'a>(labels: impl Iterator<Item = &'a str>, query: &str) -> Vec<usize> {
    let query = fold(query.trim());
    let ranks: Vec<Option<u8>> = labels.map(|label| rank(label, &query)).collect();
    // Four passes over the ranks: less code than a sort, and as fast.
    (0..=3).flat_map(|rank| places(&ranks, rank)).collect()
}

fn places(ranks: &[Option<u8>], rank: u8) -> impl Iterator<Item = usize> {
    ranks.iter().enumerate().filter(move |(_, other)| **other == Some(rank)).map(|(place, _)| place)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_covers_its_range() {
        assert_eq!(LATIN.len(), 0x180 - 0xc0);
    }

    #[test]
    fn marks_do_not_matter() {
        for (text, folded) in [
            ("Åland", "aland"),
            ("Äänekoski", "aanekoski"),
            ("Ísland", "island"),
            ("Łódź", "lodz"),
            ("Škoda", "skoda"),
            ("Ÿž", "yz"),
            ("Straße", "strasse"),
            ("Россия", "россия"),
            ("Ђ", "ђ"),
            ("Ελλάδα", "ελλάδα"),
            ("e\u{301}t\u{e9}", "ete"),
            ("العربية", "العربية"),
            ("Koski Tl", "koski tl"),
            ("Guinea-Bissau", "guinea bissau"),
        ] {
            assert_eq!(fold(text), folded);
        }
    }

    #[test]
    fn starts_come_before_words_and_words_before_the_rest() {
        let labels: Vec<String> =
            ["Uusi-Kaledonia", "Pohjois-Karjala", "Karjaa", "Kar", "Ankara"].map(fold).into_iter().collect();
        let found = matches(labels.iter().map(String::as_str), "kar");
        assert_eq!(found, [3, 2, 1, 4]);
    }

    #[test]
    fn everything_fits_an_empty_query_in_its_own_order() {
        assert_eq!(matches(["b", "a"].into_iter(), " "), [0, 1]);
    }
}

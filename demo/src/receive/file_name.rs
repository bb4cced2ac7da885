//! The name under which a file is saved. The sender chose it, and somebody else's computer opens it.

use crate::receive::media::agrees;
use unicode_properties::{GeneralCategoryGroup, UnicodeGeneralCategory as _};

/// Most characters before the extension.
const LONGEST: usize = 120;

/// A name of one line and one folder, without signs that turn its direction, and with an extension that fits the content.
/// `declared` is the sender's media type, `stored` that of the content.
#[must_use]
pub fn file_name(name: &str, declared: &str, stored: &str) -> String {
    let plain: String = name
        .chars()
        .filter(|sign| match sign.general_category_group() {
            // Control, format (bidi among them), private and unassigned signs; line and paragraph separators.
            GeneralCategoryGroup::Other => false,
            GeneralCategoryGroup::Separator => *sign == ' ',
            _ => !matches!(sign, '/' | '\\'),
        })
        .map(|sign| if matches!(sign, '<' | '>' | ':' | '"' | '|' | '?' | '*') { '_' } else { sign })
        .collect();
    let plain = plain.trim_matches(['.', ' ']);
    let extensions = extensions(declared, stored);
    let is_right = plain.rsplit_once('.').is_some_and(|(stem, extension)| {
        !stem.is_empty() && extensions.iter().any(|right| right.eq_ignore_ascii_case(extension))
    });
    let (stem, extension) = match plain.rsplit_once('.') {
        Some((stem, extension)) if is_right => (stem, extension),
        _ => (plain, *extensions.first().unwrap_or(&"bin")),
    };
    let stem: String = stem.chars().take(LONGEST).collect();
    let stem = if stem.is_empty() { "file" } else { &stem };
    format!("{stem}.{extension}")
}

/// The extensions of a media type, the usual one first.
fn extensions(declared: &str, stored: &str) -> &'static [&'static str] {
    // A text document is a zip archive by its first bytes.
    let media_type = if agrees(declared, stored) { declared } else { stored };
    match media_type {
        "application/pdf" => &["pdf"],
        "image/png" => &["png"],
        "image/jpeg" => &["jpg", "jpeg"],
        "image/gif" => &["gif"],
        "image/webp" => &["webp"],
        "application/zip" => &["zip"],
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document" => &["docx"],
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" => &["xlsx"],
        "application/vnd.openxmlformats-officedocument.presentationml.presentation" => &["pptx"],
        "application/vnd.oasis.opendocument.text" => &["odt"],
        "application/vnd.oasis.opendocument.spreadsheet" => &["ods"],
        "application/vnd.oasis.opendocument.presentation" => &["odp"],
        "text/plain" => &["txt"],
        "text/csv" => &["csv"],
        "text/markdown" => &["md"],
        _ => &["bin"],
    }
}

#[cfg(test)]
mod tests {
    use super::file_name;

    #[test]
    fn names_stay_in_their_folder_and_say_what_the_file_is() {
        let pdf = |name| file_name(name, "application/pdf", "application/pdf");
        assert_eq!(pdf("päättötodistus 1.pdf"), "päättötodistus 1.pdf");
        assert_eq!(pdf("TODISTUS.PDF"), "TODISTUS.PDF");
        assert_eq!(pdf("../../todistus\u{202e}fdp.hta"), "todistusfdp.hta.pdf");
        assert_eq!(pdf("..\\..\\a.hta:x.pdf"), "a.hta_x.pdf");
        assert_eq!(pdf("a\r\nb\u{2028}\u{200b}\u{feff}.exe. "), "ab.exe.pdf");
        // As macOS writes ä.
        assert_eq!(pdf("pa\u{308}a\u{308}.pdf"), "pa\u{308}a\u{308}.pdf");
        for empty in ["", ".pdf", "...", "/", "\u{202e}"] {
            assert!(["file.pdf", "pdf.pdf"].contains(&pdf(empty).as_str()), "{empty}");
        }
        assert_eq!(pdf(&"a".repeat(500)).len(), 124);
    }

    #[test]
    fn the_extension_is_that_of_the_content() {
        assert_eq!(file_name("a.jpeg", "image/jpeg", "image/jpeg"), "a.jpeg");
        assert_eq!(file_name("a.jpeg", "image/jpeg", "image/png"), "a.jpeg.png");
        let document = "application/vnd.oasis.opendocument.text";
        assert_eq!(file_name("a.odt", document, "application/zip"), "a.odt");
        assert_eq!(file_name("a.odt", "application/pdf", "application/zip"), "a.odt.zip");
        assert_eq!(file_name("a.html", "text/html", "text/plain"), "a.html.txt");
    }
}

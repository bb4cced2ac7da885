//! What a file really is, by its first bytes. The sender's word is not taken for it.

/// The media type that the content has, as far as it can be told.
#[must_use]
pub fn sniff(content: &[u8]) -> &'static str {
    let starts = |signature: &[u8]| content.starts_with(signature);
    if starts(b"%PDF-") {
        "application/pdf"
    } else if starts(b"\x89PNG\r\n\x1a\n") {
        "image/png"
    } else if starts(b"\xff\xd8\xff") {
        "image/jpeg"
    } else if starts(b"GIF87a") || starts(b"GIF89a") {
        "image/gif"
    } else if starts(b"RIFF") && content.get(8..12) == Some(b"WEBP") {
        "image/webp"
    } else if starts(b"PK\x03\x04") {
        "application/zip"
    } else if std::str::from_utf8(content).is_ok_and(|text| !text.contains('\0')) {
        "text/plain"
    } else {
        "application/octet-stream"
    }
}

/// Whether content that sniffs as `found` may be called `declared`.
#[must_use]
pub fn agrees(declared: &str, found: &str) -> bool {
    declared == found
        || (found == "application/zip"
            && (declared.starts_with("application/vnd.openxmlformats-officedocument.")
                || declared.starts_with("application/vnd.oasis.opendocument.")))
        || (found == "text/plain" && matches!(declared, "text/csv" | "text/markdown"))
}

#[cfg(test)]
mod tests {
    use super::{agrees, sniff};

    #[test]
    fn content_speaks_for_itself() {
        assert_eq!(sniff(b"%PDF-1.7\n"), "application/pdf");
        assert_eq!(sniff(b"\xff\xd8\xff\xe0"), "image/jpeg");
        assert_eq!(sniff(b"<html><script>"), "text/plain");
        assert_eq!(sniff(b"MZ\x00\xff"), "application/octet-stream");
        assert!(agrees("application/vnd.oasis.opendocument.text", "application/zip"));
        assert!(!agrees("application/pdf", "text/plain"));
        assert!(!agrees("text/html", "text/plain"));
    }
}

//! References: short numbers of a receipt that people can read aloud.

use crate::secret;

/// Signs that are not taken for one another, in print or by ear.
const SIGNS: &[u8; 27] = b"2345679ACDEFGHJKLMNPQRTUWXY";

/// A new reference, such as `K4F7-QX2M`; about 2.8 · 10¹¹ of them exist.
///
/// # Errors
/// When the operating system gives no random bytes.
pub fn new() -> anyhow::Result<String> {
    let mut reference = String::with_capacity(9);
    while reference.len() < 9 {
        if reference.len() == 4 {
            reference.push('-');
        }
        let mut byte = [0_u8];
        secret::fill(&mut byte)?;
        // 243 is the greatest multiple of 27 that a byte holds: no sign comes more often than another.
        if byte[0] < 243 {
            reference.push(char::from(SIGNS[usize::from(byte[0]) % SIGNS.len()]));
        }
    }
    Ok(reference)
}

#[cfg(test)]
mod tests {
    #[test]
    fn references_have_their_form() -> anyhow::Result<()> {
        let reference = super::new()?;
        assert_eq!(reference.len(), 9);
        assert_eq!(reference.as_bytes()[4], b'-');
        assert!(reference.bytes().filter(|sign| *sign != b'-').all(|sign| super::SIGNS.contains(&sign)));
        Ok(())
    }
}

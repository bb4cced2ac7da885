//! The arithmetic of results: means, differences and how they are rounded.

use super::document::Band;
use serde::{Serialize, Serializer};
use serde_json::Value as Json;

/// Sum of numbers and how many there are.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Tally {
    sum: f64,
    pub(super) count: usize,
}

impl Tally {
    pub(super) fn of(numbers: impl Iterator<Item = f64>) -> Self {
        numbers
            .fold(Self::default(), |tally, number| Self { sum: tally.sum + number, count: tally.count + 1 })
    }

    /// The mean to one decimal, half away from zero; nothing without numbers.
    pub(super) fn mean(self) -> Option<f64> {
        // The sum is multiplied before it is divided: halves stay exact, so that 2.25 is 2.3 in every world.
        #[expect(clippy::cast_precision_loss, reason = "at most 2 000 items")]
        let count = self.count as f64;
        (self.count > 0).then(|| plain((self.sum * 10.0 / count).round() / 10.0))
    }
}

/// To one decimal, half away from zero.
pub(super) fn tenth(number: f64) -> f64 {
    plain((number * 10.0).round() / 10.0)
}

/// Zero has no sign.
fn plain(number: f64) -> f64 {
    if number == 0.0 { 0.0 } else { number }
}

/// Whether enough of what was asked has a number: at least half.
pub(super) fn is_enough(rated: usize, asked: usize) -> bool {
    rated > 0 && rated * 2 >= asked
}

/// Place of the band that holds a value.
pub(super) fn band_of(bands: &[Band], value: f64) -> Option<usize> {
    bands.iter().position(|band| band.below.is_none_or(|below| value < below))
}

/// Written as expressions write numbers: whole ones without a fraction, so that both worlds write the same bytes.
#[expect(clippy::ref_option, reason = "serde gives a reference")]
pub(super) fn write<S: Serializer>(number: &Option<f64>, serializer: S) -> Result<S::Ok, S::Error> {
    json(*number).serialize(serializer)
}

/// As [`write`], what is always there.
#[cfg_attr(
    not(target_family = "wasm"),
    expect(clippy::trivially_copy_pass_by_ref, reason = "serde gives a reference")
)]
pub(super) fn write_one<S: Serializer>(number: &f64, serializer: S) -> Result<S::Ok, S::Error> {
    json(Some(*number)).serialize(serializer)
}

/// As [`write`], a list.
pub(super) fn write_all<S: Serializer>(numbers: &[f64], serializer: S) -> Result<S::Ok, S::Error> {
    numbers.iter().map(|number| json(Some(*number))).collect::<Json>().serialize(serializer)
}

fn json(number: Option<f64>) -> Json {
    number.and_then(crate::expression::number_to_json).unwrap_or(Json::Null)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mean(numbers: &[f64]) -> Option<f64> {
        Tally::of(numbers.iter().copied()).mean()
    }

    #[test]
    fn halves_are_rounded_away_from_zero() {
        assert_eq!(mean(&[3.0, 2.0, 3.0, 3.0]), Some(2.8));
        assert_eq!(mean(&[2.0, 2.0, 2.0, 3.0]), Some(2.3));
        assert_eq!(mean(&[0.0, -1.0, 0.0, 0.0]), Some(-0.3));
        assert_eq!(mean(&[1.0, 2.0, 2.0]), Some(1.7));
        assert_eq!(mean(&[]), None);
        assert_eq!(tenth(-0.25), -0.3);
        assert!(mean(&[-1.0, 1.0]).is_some_and(f64::is_sign_positive));
    }

    #[test]
    fn half_of_what_was_asked_is_enough() {
        assert!(is_enough(1, 2) && is_enough(2, 3) && is_enough(1, 1));
        assert!(!is_enough(1, 3) && !is_enough(0, 0) && !is_enough(0, 1));
    }

    #[test]
    fn bands_end_below_their_limit() {
        let band = |below| Band { id: String::new(), below };
        let bands = [band(Some(2.0)), band(Some(3.0)), band(None)];
        assert_eq!([1.9, 2.0, 2.9, 3.0].map(|value| band_of(&bands, value)), [0, 1, 1, 2].map(Some));
        assert_eq!(band_of(&bands[..1], 2.0), None);
    }
}

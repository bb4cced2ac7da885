//! Pictures: where things are on a scale, as percentages, so that a picture is as wide as there is room.
//!
//! Without numbers a picture shows bands only: they are all as wide, and whatever is in one stands in its middle.

use super::mark;
use crate::tag::{list, tag};
use guidance_contract::{MeasureValue, MeasureView};
use yew::Html;

/// The end of a scale, in thousandths of its length.
pub(super) const END: u32 = 1000;
/// Columns of the axis.
const COLUMNS: u32 = 12;
/// Classes of bands that are so many columns wide.
const SPANS: [&str; 12] = [
    "span-1", "span-2", "span-3", "span-4", "span-5", "span-6", "span-7", "span-8", "span-9", "span-10",
    "span-11", "span-12",
];

/// A scale as it is drawn.
#[derive(Clone, PartialEq)]
pub(super) struct Scale {
    /// Where bands begin and end, from 0 to [`END`].
    edges: Vec<u32>,
    /// Drawn from right to left.
    is_mirrored: bool,
}

impl Scale {
    /// The scale of a measure.
    pub(super) fn new(measure: &MeasureView, is_mirrored: bool) -> Self {
        let count = measure.bands.len();
        let mut edges = vec![0];
        if measure.limits.len() + 1 == count {
            edges.extend(measure.limits.iter().map(|limit| along(measure, *limit)));
        } else {
            edges.extend((1..count).map(|band| part(band, count)));
        }
        edges.push(END);
        Self { edges, is_mirrored }
    }

    /// How many columns of the axis each band takes, as classes; at least one each.
    pub(super) fn spans(&self) -> Vec<&'static str> {
        let column = |edge: u32| (edge * COLUMNS + END / 2) / END;
        let widths = self.edges.iter().zip(self.edges.iter().skip(1));
        let widths = widths.map(|(from, to)| column(*to).saturating_sub(column(*from)).max(1));
        widths.filter_map(|width| SPANS.get(width as usize - 1).copied()).collect()
    }

    /// A place along the scale, as an attribute.
    pub(super) fn place(&self, thousandths: u32) -> String {
        percent(if self.is_mirrored { END.saturating_sub(thousandths) } else { thousandths })
    }

    /// The bands behind what is drawn on a lying scale.
    pub(super) fn zones(&self) -> Html {
        let zones = self.edges.iter().zip(self.edges.iter().skip(1)).enumerate();
        let zones = zones.map(|(number, (from, to))| {
            tag!("rect" {
                "class": if number % 2 == 0 { "zone" } else { "zone zone-other" },
                "x": self.place(if self.is_mirrored { *to } else { *from }),
                "y": "0",
                "width": percent(to.saturating_sub(*from)),
                "height": "100%",
            } [])
        });
        let lines = self.edges.iter().map(|edge| {
            let x = self.place(*edge);
            tag!("line" { "class": "edge", "x1": &x, "x2": &x, "y1": "0", "y2": "100%" } [])
        });
        list(zones.chain(lines).collect())
    }

    /// The bands behind what is drawn on a standing scale, the greatest on top.
    pub(super) fn shelves(&self) -> Html {
        let lines = self.edges.iter().map(|edge| {
            let y = percent(END.saturating_sub(*edge));
            tag!("line" { "class": "edge", "x1": "0", "x2": "100%", "y1": &y, "y2": &y } [])
        });
        list(lines.collect())
    }
}

/// Where a value stands; nothing when it has neither a number nor a band.
pub(super) fn position(measure: &MeasureView, value: &MeasureValue) -> Option<u32> {
    if let Some(number) = value.value {
        return Some(along(measure, number));
    }
    let band = value.band.as_ref()?;
    let place = measure.bands.iter().position(|other| other == band)?;
    Some(part(2 * place + 1, 2 * measure.bands.len()))
}

/// A number in thousandths of the way from the least to the greatest.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 0 and 1000")]
fn along(measure: &MeasureView, number: f64) -> u32 {
    let length = measure.greatest - measure.least;
    ((number - measure.least) / length * f64::from(END)).round().clamp(0.0, f64::from(END)) as u32
}

/// A part of a whole, in thousandths.
pub(super) fn part(part: usize, whole: usize) -> u32 {
    u32::try_from(part * END as usize / whole.max(1)).unwrap_or_default()
}

/// Thousandths as an attribute: `37.5%`.
pub(super) fn percent(thousandths: u32) -> String {
    [(thousandths / 10).to_string().as_str(), ".", &(thousandths % 10).to_string(), "%"].concat()
}

/// The mark of a voice at a place of a picture.
pub(super) fn point(voice: usize, x: &str, y: &str) -> Html {
    tag!("svg" {
        "class": ["point ", mark::class(voice)].concat(),
        "x": x.to_owned(),
        "y": y.to_owned(),
        "width": "1em",
        "height": "1em",
        "viewBox": "0 0 18 18",
        "overflow": "visible",
    } [mark::shape(voice)])
}

//! Rows of repeats.

use super::start::initial_answers;
use super::{Direction, FormState, RowKey, Rules};
use guidance_contract::{Form, ItemIndex};
use serde_json::Value as Json;

impl FormState {
    pub(super) fn fresh_row(&mut self) -> RowKey {
        self.next_row += 1;
        self.next_row
    }

    /// Adds a row with its initial answers; its key and number from 1, or nothing when there are enough.
    pub(super) fn add_row(&mut self, rules: Rules<'_>, repeat: ItemIndex) -> Option<(RowKey, usize)> {
        let node = rules.form.item(repeat)?;
        if node.item.max_rows.is_some_and(|most| self.rows_of(repeat).len() >= most as usize) {
            return None;
        }
        let row = Json::Object(initial_answers(rules.form, Some(repeat)));
        match self.answers.get_mut(&node.item.id).and_then(Json::as_array_mut) {
            Some(rows) => rows.push(row),
            None => {
                self.answers.insert(node.item.id.clone(), Json::Array(vec![row]));
            }
        }
        let key = self.fresh_row();
        let keys = self.rows.or_default(repeat);
        keys.push(key);
        Some((key, keys.len()))
    }

    /// Takes a row away; the number that it had from 0.
    pub(super) fn remove_row(&mut self, form: &Form, repeat: ItemIndex, row: RowKey) -> Option<usize> {
        let node = form.item(repeat)?;
        let keys = self.rows.get_mut(&repeat)?;
        let place = keys.iter().position(|other| *other == row)?;
        keys.remove(place);
        let rows = self.answers.get_mut(&node.item.id).and_then(Json::as_array_mut)?;
        if place < rows.len() {
            rows.remove(place);
        }
        if rows.is_empty() {
            self.answers.remove(&node.item.id);
        }
        let gone = |field: &super::FieldKey| field.row == Some(row);
        self.typed.retain(|field, _| !gone(field));
        self.touched.retain(|field, ()| !gone(field));
        self.host_issues.retain(|field, _| !gone(field));
        Some(place)
    }

    /// Swaps a row with its neighbour; its new number from 0.
    pub(super) fn move_row(
        &mut self,
        form: &Form,
        repeat: ItemIndex,
        row: RowKey,
        direction: Direction,
    ) -> Option<usize> {
        let node = form.item(repeat)?;
        let keys = self.rows.get_mut(&repeat)?;
        let place = keys.iter().position(|other| *other == row)?;
        let target = match direction {
            Direction::Up => place.checked_sub(1)?,
            Direction::Down => Some(place + 1).filter(|target| *target < keys.len())?,
        };
        let rows = self.answers.get_mut(&node.item.id).and_then(Json::as_array_mut)?;
        if rows.len() != keys.len() {
            return None;
        }
        keys.swap(place, target);
        rows.swap(place, target);
        Some(target)
    }
}

//! The inbox of staff: search, filters and paging.

use super::Store;
use super::submissions::{Summary, columns, source};
use super::visibility::visible_subject;
use crate::person::Caller;

/// Rows on one page of the inbox.
pub const PAGE: i64 = 25;

/// What the inbox is narrowed to; an empty field narrows nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// Part of a name or reference.
    pub text: String,
    /// Id of a form.
    pub form: String,
    /// Only those that the caller has not opened.
    pub unread: bool,
    /// Received at this time or later, in milliseconds; 0 for any.
    pub from: i64,
    /// Received before this time, in milliseconds; 0 for any.
    pub before: i64,
}

impl Filter {
    fn pattern(&self) -> String {
        let mut pattern = String::from("%");
        for sign in self.text.trim().to_lowercase().chars() {
            if matches!(sign, '%' | '_' | '\\') {
                pattern.push('\\');
            }
            pattern.push(sign);
        }
        pattern.push('%');
        pattern
    }
}

macro_rules! narrowed {
    () => {
        concat!(
            source!(),
            " AND $2 IN ('office', 'teacher', 'counsellor') AND submission.search_text LIKE $4 ESCAPE '\\' \
             AND ($5 = '' OR submission.form = $5) AND ($6 = 0 OR reading.read_at IS NULL) \
             AND ($7 = 0 OR submission.received_at >= $7) AND ($8 = 0 OR submission.received_at < $8)"
        )
    };
}

impl Store {
    /// One page of the caller's inbox, the latest first.
    pub async fn inbox(&self, caller: &Caller, filter: &Filter, page: i64) -> sqlx::Result<Vec<Summary>> {
        sqlx::query_as(concat!(
            columns!(),
            narrowed!(),
            " ORDER BY submission.received_at DESC, submission.id LIMIT 25 OFFSET $9"
        ))
        .bind(caller.id.clone())
        .bind(caller.role.as_str())
        .bind(caller.adult_line())
        .bind(filter.pattern())
        .bind(filter.form.clone())
        .bind(i64::from(filter.unread))
        .bind(filter.from)
        .bind(filter.before)
        .bind(page * PAGE)
        .fetch_all(&self.pool)
        .await
    }

    /// How many submissions the filter lets through.
    pub async fn inbox_count(&self, caller: &Caller, filter: &Filter) -> sqlx::Result<i64> {
        sqlx::query_scalar(concat!("SELECT COUNT(*)", narrowed!()))
            .bind(caller.id.clone())
            .bind(caller.role.as_str())
            .bind(caller.adult_line())
            .bind(filter.pattern())
            .bind(filter.form.clone())
            .bind(i64::from(filter.unread))
            .bind(filter.from)
            .bind(filter.before)
            .fetch_one(&self.pool)
            .await
    }
}

#[cfg(test)]
mod tests {
    use super::Filter;

    #[test]
    fn signs_of_like_are_escaped() {
        let filter = Filter { text: " 100%_A\\ ".to_owned(), ..Filter::default() };
        assert_eq!(filter.pattern(), "%100\\%\\_a\\\\%");
    }
}

//! The one predicate that says whose data a caller may see.

/// SQL that is true when the caller may see data about the person in `$column`. Parameters: `$1` id of the
/// caller, `$2` role of the caller, `$3` latest birth date of an adult.
macro_rules! visible_subject {
    ($column:literal) => {
        concat!(
            "(($2 = 'office') OR ($2 = 'student' AND ",
            $column,
            " = $1) OR ($2 = 'guardian' AND EXISTS (SELECT 1 FROM guardianship JOIN person AS child \
             ON child.id = guardianship.child_id WHERE guardianship.guardian_id = $1 \
             AND guardianship.child_id = ",
            $column,
            " AND child.birth_date > $3)) OR ($2 IN ('teacher', 'counsellor') AND EXISTS (SELECT 1 \
             FROM responsibility WHERE responsibility.staff_id = $1 AND responsibility.student_id = ",
            $column,
            ")))"
        )
    };
}
pub(crate) use visible_subject;

//! Which column of a table holds what.

use super::sentence::is_key;
use super::text::{Inline, Row, Table};
use super::types;
use super::vocabulary::{self, Role};

/// The columns of a table whose rows are properties or parameters.
#[derive(Clone, Debug, Default)]
pub struct Columns {
    roles: Vec<Option<Role>>,
    name: usize,
}

impl Columns {
    /// The columns of a table of properties; `None` when it is not one.
    pub fn of(table: &Table) -> Option<Self> {
        let roles: Vec<_> = table.headers.iter().map(|header| vocabulary::role(&header.text)).collect();
        let candidates = [Role::Name, Role::Label].into_iter().flat_map(|role| {
            let roles = &roles;
            (0..roles.len()).filter(move |at| roles[*at] == Some(role))
        });
        let name = candidates.into_iter().find(|at| holds_keys(table, *at))?;
        let telling =
            [Role::Type, Role::Required, Role::Optional, Role::Description, Role::MaxLength, Role::Default];
        let tells = roles.iter().flatten().any(|role| telling.contains(role));
        tells.then_some(Self { roles, name })
    }

    /// Which column holds a role.
    pub fn find(&self, role: Role) -> Option<usize> {
        self.roles.iter().position(|it| *it == Some(role))
    }

    /// Which column holds the names.
    pub fn name(&self) -> usize {
        self.name
    }

    /// Whether a column says of what type things are, or whether they must be there: such a table is about shape
    /// wherever it stands.
    pub fn is_about_shape(&self) -> bool {
        self.find(Role::Type).is_some() || self.find(Role::Required).is_some()
    }

    /// The cell of a role in a row.
    pub fn cell<'r>(&self, row: &'r Row, role: Role) -> Option<&'r Inline> {
        row.cells.get(self.find(role)?)
    }
}

fn holds_keys(table: &Table, column: usize) -> bool {
    let cells = table.rows.iter().filter_map(|row| row.cells.get(column));
    let (mut keys, mut all) = (0, 0);
    for cell in cells.filter(|cell| !cell.text.is_empty()) {
        all += 1;
        let first = cell.text.split([' ', ',', '*', '(', '.', '[']).next().unwrap_or_default();
        let whole = cell.text.starts_with('`') || !cell.text.trim_end_matches(['*', ')']).contains(' ');
        let marked = cell.text.contains(['(', '*', '↳', '→', '└']);
        let named = is_key(first.trim_matches(['`', '{', '}', '<', '>'])) || cell.text.starts_with('{');
        keys += usize::from(marked || (named && whole));
    }
    all > 0 && keys * 3 >= all * 2
}

/// Whether a table whose headers say nothing looks like one of properties: one column of keys, one of types.
pub fn looks_like_properties(table: &Table) -> bool {
    let width = table.headers.len();
    let typed = (0..width).filter(|at| {
        let cells: Vec<_> = table.rows.iter().filter_map(|row| row.cells.get(*at)).collect();
        let known = cells.iter().filter(|cell| types::read(&cell.text).is_some()).count();
        known > 0 && known * 3 >= cells.len() * 2
    });
    let typed: Vec<_> = typed.collect();
    typed.len() == 1 && (0..width).any(|at| at != typed[0] && holds_keys(table, at))
}

//! What the emitter writes, written by hand: the models, operations and client methods of a made-up library service.

/// What the service speaks of: `models.rs` of a generated crate, or a module per tag.
pub mod models {
    use crate::runtime::{
        self, Bound, Branch, Kinds, Model, Rule, Shape, Slot, Target, Union, UnionShape, View,
    };
    use chrono::{DateTime, Utc};
    use std::collections::BTreeMap;

    /// Somebody who wrote something.
    #[derive(Clone)]
    #[non_exhaustive]
    pub struct Writer {
        /// The writer's key in the outside system. At most 10 characters, ASCII only.
        pub key: String,
        /// The writer's name.
        pub name: Option<String>,
        /// Facts about the writer.
        pub facts: Option<Vec<Fact>>,
    }

    impl Writer {
        /// A writer, with what is always there.
        pub fn new(key: impl Into<String>) -> Self {
            Self { key: key.into(), ..Model::blank() }
        }

        /// Sets [`name`](Self::name).
        #[must_use]
        pub fn name(mut self, name: impl Into<String>) -> Self {
            self.name = Some(name.into());
            self
        }

        /// Sets [`facts`](Self::facts).
        #[must_use]
        pub fn facts(mut self, facts: Vec<Fact>) -> Self {
            self.facts = Some(facts);
            self
        }
    }

    impl Model for Writer {
        fn blank() -> Self {
            Self { key: String::new(), name: None, facts: None }
        }

        fn shape(&self) -> &'static Shape {
            &Shape {
                name: "Writer",
                keys: &["key", "name", "facts"],
                presence: b"roo",
                rules: &[
                    &[],
                    &[Rule::MaxLength(10), Rule::Chars(&[('\0', '\x7f')])],
                    &[Rule::MinLength(1), Rule::MaxLength(255)],
                    &[],
                ],
            }
        }

        fn view(&self, index: usize) -> View<'_> {
            match index {
                0 => Slot::view(&self.key),
                1 => Slot::view(&self.name),
                _ => Slot::view(&self.facts),
            }
        }

        fn target(&mut self, index: usize) -> Target<'_> {
            match index {
                0 => Slot::target(&mut self.key),
                1 => Slot::target(&mut self.name),
                _ => Slot::target(&mut self.facts),
            }
        }
    }

    runtime::value!(Writer);

    /// A named value. The value may be `null`, which is not the same as its absence.
    #[derive(Clone)]
    #[non_exhaustive]
    pub struct Fact {
        /// What it is about.
        pub id: FactId,
        /// Any JSON value; always there.
        pub value: serde_json::Value,
        /// Where it comes from: always there, `null` when that is not known.
        pub source: Option<String>,
        /// `None` when absent, `Some(None)` when `null`.
        pub until: Option<Option<DateTime<Utc>>>,
    }

    impl Fact {
        /// A fact, with what is always there.
        pub fn new(
            id: impl Into<FactId>,
            value: impl Into<serde_json::Value>,
            source: Option<String>,
        ) -> Self {
            Self { id: id.into(), value: value.into(), source, ..Model::blank() }
        }

        /// Sets [`until`](Self::until); `None` sends `null`.
        #[must_use]
        pub fn until(mut self, until: impl Into<Option<DateTime<Utc>>>) -> Self {
            self.until = Some(until.into());
            self
        }
    }

    impl Model for Fact {
        fn blank() -> Self {
            Self { id: Slot::blank(), value: serde_json::Value::Null, source: None, until: None }
        }

        fn shape(&self) -> &'static Shape {
            &Shape { name: "Fact", keys: &["id", "value", "source", "until"], presence: b"rrrn", rules: &[] }
        }

        fn view(&self, index: usize) -> View<'_> {
            match index {
                0 => Slot::view(&self.id),
                1 => Slot::view(&self.value),
                2 => Slot::view(&self.source),
                _ => Slot::view(&self.until),
            }
        }

        fn target(&mut self, index: usize) -> Target<'_> {
            match index {
                0 => Slot::target(&mut self.id),
                1 => Slot::target(&mut self.value),
                2 => Slot::target(&mut self.source),
                _ => Slot::target(&mut self.until),
            }
        }
    }

    runtime::value!(Fact);

    /// A fact's key: a number or a text.
    #[derive(Clone)]
    #[non_exhaustive]
    pub enum FactId {
        /// A number.
        Integer(i64),
        /// A text.
        String(String),
    }

    impl Union for FactId {
        fn shape(&self) -> &'static UnionShape {
            const BRANCHES: &[Branch] =
                &[Branch::new("Integer", Kinds::INTEGER), Branch::new("String", Kinds::STRING)];
            const SHAPE: &UnionShape = &UnionShape { name: "FactId", branches: BRANCHES, tag: None };
            SHAPE
        }

        fn active(&self) -> (usize, &dyn Slot) {
            match self {
                Self::Integer(value) => (0, value),
                Self::String(value) => (1, value),
            }
        }

        fn active_mut(&mut self) -> &mut dyn Slot {
            match self {
                Self::Integer(value) => value,
                Self::String(value) => value,
            }
        }

        fn switch(&mut self, branch: usize) {
            *self = match branch {
                0 => Self::Integer(Slot::blank()),
                _ => Self::String(Slot::blank()),
            };
        }

        fn blank() -> Self {
            Self::Integer(Slot::blank())
        }
    }

    runtime::union!(FactId);

    impl From<i64> for FactId {
        fn from(value: i64) -> Self {
            Self::Integer(value)
        }
    }

    impl From<&str> for FactId {
        fn from(value: &str) -> Self {
            Self::String(value.to_owned())
        }
    }

    impl From<String> for FactId {
        fn from(value: String) -> Self {
            Self::String(value)
        }
    }

    /// Something on a shelf. Not both of `shelf` and `cellar`.
    #[derive(Clone)]
    #[non_exhaustive]
    pub struct Volume {
        /// The key.
        pub volume_id: String,
        /// When it was printed.
        pub printed_at: DateTime<Utc>,
        /// Who wrote it.
        pub writer: Writer,
        /// How it is doing.
        pub state: State,
        /// Where it stands.
        pub shelf: Option<String>,
        /// Where it lies.
        pub cellar: Option<i64>,
        /// At most 3, no two the same.
        pub scans: Option<Vec<String>>,
        /// The volume it continues.
        pub continues: Option<Box<Volume>>,
        /// All other keys.
        pub additional: BTreeMap<String, i64>,
    }

    impl Volume {
        /// A volume, with what is always there.
        pub fn new(
            volume_id: impl Into<String>,
            printed_at: DateTime<Utc>,
            writer: Writer,
            state: impl Into<State>,
        ) -> Self {
            Self { volume_id: volume_id.into(), printed_at, writer, state: state.into(), ..Model::blank() }
        }

        /// Sets [`shelf`](Self::shelf).
        #[must_use]
        pub fn shelf(mut self, shelf: impl Into<String>) -> Self {
            self.shelf = Some(shelf.into());
            self
        }

        /// Sets [`cellar`](Self::cellar).
        #[must_use]
        pub fn cellar(mut self, cellar: i64) -> Self {
            self.cellar = Some(cellar);
            self
        }

        /// Sets [`scans`](Self::scans).
        #[must_use]
        pub fn scans(mut self, scans: Vec<String>) -> Self {
            self.scans = Some(scans);
            self
        }

        /// Sets [`continues`](Self::continues).
        #[must_use]
        pub fn continues(mut self, continues: Volume) -> Self {
            self.continues = Some(Box::new(continues));
            self
        }
    }

    impl Model for Volume {
        fn blank() -> Self {
            Self {
                volume_id: String::new(),
                printed_at: Slot::blank(),
                writer: Slot::blank(),
                state: Slot::blank(),
                shelf: None,
                cellar: None,
                scans: None,
                continues: None,
                additional: BTreeMap::new(),
            }
        }

        fn shape(&self) -> &'static Shape {
            &Shape {
                name: "Volume",
                keys: &[
                    "volume_id",
                    "printed_at",
                    "writer",
                    "state",
                    "shelf",
                    "cellar",
                    "scans",
                    "continues",
                ],
                presence: b"rrrrooooa",
                rules: &[
                    &[Rule::NotBoth(4, 5)],
                    &[],
                    &[],
                    &[],
                    &[],
                    &[],
                    &[Rule::Minimum(Bound::Integer(1)), Rule::MultipleOf(Bound::Number(0.5))],
                    &[Rule::MaxItems(3), Rule::UniqueItems, Rule::Items(&[Rule::MaxLength(20)])],
                    &[],
                ],
            }
        }

        fn view(&self, index: usize) -> View<'_> {
            match index {
                0 => Slot::view(&self.volume_id),
                1 => Slot::view(&self.printed_at),
                2 => Slot::view(&self.writer),
                3 => Slot::view(&self.state),
                4 => Slot::view(&self.shelf),
                5 => Slot::view(&self.cellar),
                6 => Slot::view(&self.scans),
                7 => Slot::view(&self.continues),
                _ => Slot::view(&self.additional),
            }
        }

        fn target(&mut self, index: usize) -> Target<'_> {
            match index {
                0 => Slot::target(&mut self.volume_id),
                1 => Slot::target(&mut self.printed_at),
                2 => Slot::target(&mut self.writer),
                3 => Slot::target(&mut self.state),
                4 => Slot::target(&mut self.shelf),
                5 => Slot::target(&mut self.cellar),
                6 => Slot::target(&mut self.scans),
                7 => Slot::target(&mut self.continues),
                _ => Slot::target(&mut self.additional),
            }
        }
    }

    runtime::value!(Volume);
    runtime::boxed!(Volume);

    /// How a volume is doing.
    #[derive(Clone)]
    #[non_exhaustive]
    pub enum State {
        /// It may be lent.
        Free,
        /// Somebody has it.
        LentOut,
        /// A value newer than this crate.
        Other(String),
    }

    // Sorted by the wire value's bytes; the variants above stay in the order of the document.
    runtime::open_enum!(State, Other, Free("free"), LentOut("lent-out"));
}

/// What can be asked of the service: `operations.rs` of a generated crate.
pub mod operations {
    use super::models::{State, Volume};
    use crate::runtime::{self, Bound, Builder, Bytes, Error, Operation, Route, Rule, Scheme, Style};

    /// Puts volumes on the shelf.
    #[derive(Clone, Debug)]
    pub struct ShelveVolumes<'a> {
        /// The room.
        pub room: String,
        /// The volumes.
        pub body: &'a Vec<Volume>,
    }

    impl Operation for ShelveVolumes<'_> {
        type Output = Vec<Volume>;
        type Error = serde_json::Value;
        const ROUTE: Route = Route::new("shelveVolumes", "POST", "/v1/rooms/{room}/volumes");

        fn write(&self, request: &mut Builder) {
            request.path("room", &self.room, Style::Simple, &[Rule::MaxLength(20)]);
            request.json(self.body, &[Rule::MaxItems(100)]);
        }

        fn response(response: http::Response<Bytes>) -> Result<Self::Output, Error<Self::Error>> {
            runtime::json(response)
        }
    }

    /// Throws a room's volumes away. Answers nothing.
    #[derive(Clone, Debug)]
    #[non_exhaustive]
    pub struct ClearRoom {
        /// The room.
        pub room: String,
        /// Only volumes of these states.
        pub states: Option<Vec<State>>,
        /// At most so many.
        pub limit: Option<i64>,
        /// Who asks.
        pub on_behalf_of: Option<String>,
    }

    impl ClearRoom {
        /// The operation with what it always needs.
        pub fn new(room: impl Into<String>) -> Self {
            Self { room: room.into(), states: None, limit: None, on_behalf_of: None }
        }
    }

    impl Operation for ClearRoom {
        type Output = ();
        type Error = serde_json::Value;
        const ROUTE: Route = Route::new("clearRoom", "DELETE", "/v1/rooms/{room}/volumes")
            .secured(&[&[Scheme::Header("X-Key"), Scheme::Query("api_key")], &[Scheme::Bearer]]);

        fn write(&self, request: &mut Builder) {
            request.path("room", &self.room, Style::Simple, &[]);
            request.query("states", &self.states, Style::Form { explode: false }, &[Rule::MinItems(1)]);
            request.query(
                "limit",
                &self.limit,
                Style::Form { explode: true },
                &[Rule::Minimum(Bound::Integer(1))],
            );
            request.header("X-On-Behalf-Of", &self.on_behalf_of, Style::Simple, &[]);
        }

        fn response(response: http::Response<Bytes>) -> Result<Self::Output, Error<Self::Error>> {
            runtime::empty(response)
        }
    }
}

/// The client's methods: `client.rs` of a generated crate, behind its features `client` and `blocking`.
pub mod client {
    use super::models::{State, Volume};
    use super::operations::{ClearRoom, ShelveVolumes};
    use crate::runtime::{Call, Client};

    impl<T> Client<T> {
        /// Puts volumes on the shelf.
        pub fn shelve_volumes<'a>(
            &'a self,
            room: impl Into<String>,
            body: &'a Vec<Volume>,
        ) -> Call<&'a Self, ShelveVolumes<'a>> {
            Call::new(self, ShelveVolumes { room: room.into(), body })
        }

        /// Throws a room's volumes away.
        pub fn clear_room(&self, room: impl Into<String>) -> Call<&Self, ClearRoom> {
            Call::new(self, ClearRoom::new(room))
        }
    }

    impl<C> Call<C, ClearRoom> {
        /// Only volumes of these states.
        pub fn states(mut self, states: Vec<State>) -> Self {
            self.operation.states = Some(states);
            self
        }

        /// At most so many.
        pub fn limit(mut self, limit: i64) -> Self {
            self.operation.limit = Some(limit);
            self
        }

        /// Who asks.
        pub fn on_behalf_of(mut self, on_behalf_of: impl Into<String>) -> Self {
            self.operation.on_behalf_of = Some(on_behalf_of.into());
            self
        }
    }
}

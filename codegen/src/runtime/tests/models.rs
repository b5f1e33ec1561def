//! Models, open enums and unions: what is read, written, printed and compared.

use super::sample::models::{Fact, FactId, State, Volume, Writer};
use crate::runtime::{self, Branch, Kinds, Model, Rule, Shape, Slot, Tag, Target, Union, UnionShape, View};
use serde_json::{Value, json};

fn volume() -> Value {
    json!({"volume_id": "v1", "printed_at": "2015-01-13T08:59:26Z", "writer": {"key": "w"}, "state": "free"})
}

fn read(value: &Value) -> Result<Volume, String> {
    serde_json::from_value(value.clone()).map_err(|error| error.to_string())
}

fn with(key: &str, value: Value) -> Value {
    let mut whole = volume();
    whole[key] = value;
    whole
}

#[test]
fn typed_values_write_exactly_the_json() {
    let printed = "2015-01-13T08:59:26Z".parse().unwrap();
    let fact = Fact::new(7, "x", None).until(None);
    let writer =
        Writer::new("w").name("Fred").facts(vec![fact, Fact::new("a", json!({"b": [1]}), Some("s".into()))]);
    let volume = Volume::new("v1", printed, writer, State::LentOut).shelf("A");
    assert_eq!(
        serde_json::to_string(&volume).unwrap(),
        concat!(
            r#"{"volume_id":"v1","printed_at":"2015-01-13T08:59:26Z","writer":{"key":"w","name":"Fred","facts":["#,
            r#"{"id":7,"value":"x","source":null,"until":null},{"id":"a","value":{"b":[1]},"source":"s"}]},"#,
            r#""state":"lent-out","shelf":"A"}"#
        )
    );
    assert_eq!(serde_json::from_str::<Volume>(&serde_json::to_string(&volume).unwrap()).unwrap(), volume);
}

#[test]
fn null_of_an_optional_is_none() {
    assert_eq!(read(&with("shelf", Value::Null)).unwrap().shelf, None);
}

#[test]
fn null_and_absent_are_told_apart_where_asked() {
    let until = |json: Value| serde_json::from_value::<Fact>(json).unwrap().until;
    assert_eq!(until(json!({"id": 1, "value": 1, "source": null})), None);
    assert_eq!(until(json!({"id": 1, "value": 1, "source": null, "until": null})), Some(None));
    let set = until(json!({"id": 1, "value": 1, "source": null, "until": "2020-01-01T00:00:00Z"}));
    assert_eq!(set.unwrap().unwrap().to_rfc3339(), "2020-01-01T00:00:00+00:00");
    assert!(Fact::new(1, 1, None).until(None) != Fact::new(1, 1, None));
}

#[test]
fn a_required_nullable_must_be_there() {
    let error = serde_json::from_value::<Fact>(json!({"id": 1, "value": null})).unwrap_err();
    assert_eq!(error.to_string(), "missing field `source`");
}

#[test]
fn missing_and_duplicate_fields_are_named() {
    let mut whole = volume();
    whole.as_object_mut().unwrap().remove("writer");
    assert_eq!(read(&whole).unwrap_err(), "missing field `writer`");
    let twice = serde_json::from_str::<Writer>(r#"{"key":"a","key":"b"}"#).unwrap_err();
    assert!(twice.to_string().starts_with("duplicate field `key`"), "{twice}");
}

/// A model of 200 required numbers.
struct Wide(Vec<i64>);

impl Model for Wide {
    fn blank() -> Self {
        Self(vec![0; 200])
    }
    fn shape(&self) -> &'static Shape {
        static SHAPE: std::sync::LazyLock<Shape> = std::sync::LazyLock::new(|| {
            let keys: Vec<&str> = (0..200).map(|index| &*format!("k{index}").leak()).collect();
            Shape { name: "Wide", keys: keys.leak(), presence: &[b'r'; 200], rules: &[] }
        });
        &SHAPE
    }
    fn view(&self, index: usize) -> View<'_> {
        View::I64(self.0[index])
    }
    fn target(&mut self, index: usize) -> Target<'_> {
        Target::I64(&mut self.0[index])
    }
}

#[test]
fn missing_and_duplicate_fields_are_named_however_many_there_are() {
    let read = |text: &str| {
        let read = runtime::decode::<Wide, _>(&mut serde_json::Deserializer::from_str(text));
        read.map_err(|error| error.to_string())
    };
    let all: Vec<String> = (0..200).map(|index| format!("\"k{index}\":{index}")).collect();
    let text = |fields: &[String]| format!("{{{}}}", fields.join(","));
    assert!(read(&text(&all)).is_ok_and(|wide| wide.0.iter().copied().eq(0..200)));
    for index in [0, 63, 64, 127, 128, 199] {
        let mut some = all.clone();
        some.push(some[index].clone());
        assert!(
            read(&text(&some)).is_err_and(|error| error.contains(&format!("duplicate field `k{index}`")))
        );
        some.pop();
        some.remove(index);
        assert!(read(&text(&some)).is_err_and(|error| error.contains(&format!("missing field `k{index}`"))));
    }
}

#[test]
fn a_wrong_type_is_named() {
    assert!(read(&json!([])).unwrap_err().contains("expected an object for Volume"));
    assert!(read(&with("writer", json!("x"))).unwrap_err().contains("an object for Writer"));
    assert!(read(&with("scans", json!("x"))).unwrap_err().contains("expected a sequence"));
    assert!(read(&with("cellar", json!("x"))).unwrap_err().contains("expected an integer"));
    assert!(
        read(&with("printed_at", json!("yesterday"))).unwrap_err().contains("a date and time as in RFC 3339")
    );
    assert!(read(&with("state", json!(1))).unwrap_err().contains("a string"));
}

#[test]
fn unknown_fields_are_ignored_or_kept() {
    let writer: Writer = serde_json::from_value(json!({"key": "w", "zzz": {"a": [1, {}]}})).unwrap();
    assert_eq!(writer, Writer::new("w"));
    let volume = read(&with("weight", json!(3))).unwrap();
    assert_eq!(volume.additional["weight"], 3);
    assert_eq!(serde_json::to_value(&volume).unwrap(), with("weight", json!(3)));
}

#[test]
fn fields_come_in_any_order() {
    let writer: Writer = serde_json::from_str(r#"{"facts":null,"name":"n","key":"w"}"#).unwrap();
    assert_eq!(writer, Writer::new("w").name("n"));
}

#[test]
fn recursion_is_boxed_and_bounded() {
    let inner = volume();
    let outer = read(&with("continues", inner)).unwrap();
    assert_eq!(outer.continues.unwrap().volume_id, "v1");
    let deep = r#"{"continues":"#.repeat(100_000);
    assert!(serde_json::from_str::<Volume>(&deep).unwrap_err().to_string().contains("recursion limit"));
}

#[test]
fn other_formats_work() {
    let volume = read(&with("weight", json!(3))).unwrap();
    let text = serde_yaml::to_string(&volume).unwrap();
    assert_eq!(serde_yaml::from_str::<Volume>(&text).unwrap(), volume);
    let text = toml::to_string(&volume).unwrap();
    assert_eq!(toml::from_str::<Volume>(&text).unwrap(), volume);
}

#[test]
fn debug_tells_everything() {
    let fact = Fact::new(7, "x", None);
    assert_eq!(
        format!("{:?}", Writer::new("w").facts(vec![fact.clone(), fact.until(None)])),
        concat!(
            r#"Writer { key: "w", name: None, facts: [Fact { id: Integer(7), value: String("x"), source: None, until: "#,
            r#"Absent }, Fact { id: Integer(7), value: String("x"), source: None, until: None }] }"#
        )
    );
}

#[test]
fn open_enums_keep_what_they_do_not_know() {
    for (text, state) in
        [("free", State::Free), ("lent-out", State::LentOut), ("x", State::Other("x".into()))]
    {
        assert_eq!(State::from(text), state);
        assert_eq!(text.parse::<State>().unwrap(), state);
        assert_eq!(state.as_str(), text);
        assert_eq!(state.to_string(), text);
        assert_eq!(serde_json::to_value(&state).unwrap(), json!(text));
        assert_eq!(serde_json::from_value::<State>(json!(text)).unwrap(), state);
    }
    assert!(matches!(State::from("free".to_owned()), State::Free));
    assert!(matches!(serde_json::from_str("\"fr\\u0065e\"").unwrap(), State::Free));
    assert_eq!(State::Other("free".into()), State::Free);
    assert_eq!(format!("{:?}", [State::LentOut, State::Other("free".into())]), r#"[LentOut, Other("free")]"#);
    assert_eq!(State::known().map(State::as_str).collect::<Vec<_>>(), ["free", "lent-out"]);
}

#[test]
fn unions_are_told_apart_by_json_type() {
    let id = |json: Value| serde_json::from_value::<FactId>(json);
    assert_eq!(id(json!(-5)).unwrap(), FactId::Integer(-5));
    assert_eq!(id(json!("5")).unwrap(), FactId::String("5".into()));
    for wrong in [json!(1.5), json!(null), json!([]), json!({"a": 1}), json!(true)] {
        let error = id(wrong).unwrap_err().to_string();
        assert!(error.contains("FactId"), "{error}");
    }
    assert_eq!(format!("{:?}", FactId::from(5)), "Integer(5)");
    assert!(FactId::from("5") != FactId::from(5));
}

/// A model with the given fields, all texts.
macro_rules! animal {
    ($name:ident, $($field:ident: $type:ty, $presence:literal, $index:tt;)*) => {
        #[derive(Clone)]
        struct $name { $($field: $type,)* }
        impl Model for $name {
            fn blank() -> Self {
                Self { $($field: Slot::blank(),)* }
            }
            fn shape(&self) -> &'static Shape {
                &Shape {
                    name: stringify!($name),
                    keys: &[$(stringify!($field),)*],
                    presence: &[$($presence,)*],
                    rules: &[],
                }
            }
            fn view(&self, index: usize) -> View<'_> {
                match index { $($index => Slot::view(&self.$field),)* }
            }
            fn target(&mut self, index: usize) -> Target<'_> {
                match index { $($index => Slot::target(&mut self.$field),)* }
            }
        }
        runtime::value!($name);
    };
}

animal!(Cat, kind: String, b'r', 0; lives: i64, b'r', _;);
animal!(Dog, kind: String, b'r', 0; barks: Option<bool>, b'o', _;);
animal!(Nest, inner: Option<Vec<Animal>>, b'o', 0; wrong: Option<bool>, b'o', _;);
runtime::boxed!(Nest);

#[derive(Clone)]
enum Animal {
    Dog(Dog),
    Cat(Cat),
    Nest(Box<Nest>),
    State(State),
    Text(String),
    Many(Vec<f64>),
    Other(Value),
}

impl Union for Animal {
    fn shape(&self) -> &'static UnionShape {
        const TAGS: &[(&str, usize)] = &[("dog", 0), ("cat", 1)];
        const BRANCHES: &[Branch] = &[
            Branch::new("Dog", Kinds::OBJECT),
            Branch::new("Cat", Kinds::OBJECT),
            Branch::new("Nest", Kinds::OBJECT),
            Branch::new("State", Kinds::STRING),
            Branch::new("Text", Kinds::STRING),
            Branch::new("Many", Kinds::ARRAY),
            Branch::rest("Other"),
        ];
        const TAG: Option<Tag> = Some(Tag { property: "kind", values: TAGS, is_certain: false });
        const SHAPE: &UnionShape = &UnionShape { name: "Animal", branches: BRANCHES, tag: TAG };
        SHAPE
    }
    fn active(&self) -> (usize, &dyn Slot) {
        match self {
            Self::Dog(value) => (0, value),
            Self::Cat(value) => (1, value),
            Self::Nest(value) => (2, value),
            Self::State(value) => (3, value),
            Self::Text(value) => (4, value),
            Self::Many(value) => (5, value),
            Self::Other(value) => (6, value),
        }
    }
    fn active_mut(&mut self) -> &mut dyn Slot {
        match self {
            Self::Dog(value) => value,
            Self::Cat(value) => value,
            Self::Nest(value) => value,
            Self::State(value) => value,
            Self::Text(value) => value,
            Self::Many(value) => value,
            Self::Other(value) => value,
        }
    }
    fn switch(&mut self, branch: usize) {
        *self = match branch {
            0 => Self::Dog(Slot::blank()),
            1 => Self::Cat(Slot::blank()),
            2 => Self::Nest(Slot::blank()),
            3 => Self::State(Slot::blank()),
            4 => Self::Text(Slot::blank()),
            5 => Self::Many(Slot::blank()),
            _ => Self::Other(Slot::blank()),
        };
    }
    fn blank() -> Self {
        Self::Text(String::new())
    }
}
runtime::union!(Animal);

fn animal(json: Value) -> Result<Animal, String> {
    serde_json::from_value(json).map_err(|error| error.to_string())
}

#[test]
fn unions_are_told_apart_by_their_tag() {
    assert!(
        matches!(animal(json!({"kind": "cat", "lives": 9})).unwrap(), Animal::Cat(cat) if cat.lives == 9)
    );
    assert!(matches!(animal(json!({"kind": "dog", "lives": 9})).unwrap(), Animal::Dog(_)));
    assert_eq!(animal(json!({"kind": "cat"})).unwrap_err(), "as Cat: missing field `lives`");
}

#[test]
fn a_tag_may_stand_anywhere() {
    let read = |text: &str| serde_json::from_str::<Animal>(text).map_err(|error| error.to_string());
    for cat in [
        r#"{"lives": 9, "kind": "cat"}"#,
        r#"{"kind": "cat", "lives": 9, "kittens": [{}]}"#,
        r#"{"kittens": [{}], "lives": 9, "kind": "cat"}"#,
        r#"{"weight": 4.5, "born": null, "wild": false, "lives": 9, "kind": "cat"}"#,
    ] {
        assert!(matches!(read(cat).unwrap(), Animal::Cat(Cat { kind, lives: 9 }) if kind == "cat"), "{cat}");
    }
    for (dog, barks) in [
        (r#"{"barks": true, "kind": "dog"}"#, Some(true)),
        (r#"{"barks": null, "kind": "dog"}"#, None),
        (r#"{"kind": "dog", "barks": false}"#, Some(false)),
    ] {
        assert!(matches!(read(dog).unwrap(), Animal::Dog(dog) if dog.barks == barks), "{dog}");
    }
    // What is wrong stands where it is wrong, before the tag and after it.
    assert_eq!(
        read("{\"kind\": \"cat\",\n \"lives\": \"x\"}").unwrap_err(),
        "as Cat: invalid type: string \"x\", expected an integer at line 2 column 13"
    );
    let before = read(r#"{"lives": "x", "kind": "cat"}"#).unwrap_err();
    assert!(before.starts_with("as Cat: invalid type: string \"x\", expected an integer"), "{before}");
    assert!(read(r#"{"kind": "cat""#).unwrap_err().contains("EOF"));
}

#[test]
fn a_union_keeps_what_has_an_unknown_tag() {
    let newt = json!({"kind": "newt", "gills": [1, null]});
    let kept = animal(newt.clone()).unwrap();
    assert!(matches!(&kept, Animal::Other(value) if *value == newt));
    assert_eq!(serde_json::to_value(&kept).unwrap(), newt);
    // A tag that is no text is unknown, too.
    let numbered = json!({"kind": 200, "lives": "?"});
    assert!(matches!(animal(numbered.clone()).unwrap(), Animal::Other(value) if value == numbered));
    // Without a tag it is of one of the branches, if that keeps all of it.
    let untagged = json!({"inner": [], "gills": 2});
    assert!(matches!(animal(untagged.clone()).unwrap(), Animal::Other(value) if value == untagged));
    assert!(animal(json!({"gills": 2, "wrong": 3})).unwrap_err().contains("Dog: missing field `kind`"));
}

#[test]
fn what_is_kept_until_its_branch_is_known_loses_nothing() {
    for newt in [
        r#"{"kind":"n\u00e9wt \"1\"","of":[18446744073709551615,-9,0.5,true,null,"\n",{"":{}}]}"#,
        r#"{"of":{"b":1,"a":"\\"},"kind":"newt"}"#,
    ] {
        let value: Value = serde_json::from_str(newt).unwrap();
        // A text lends its parts, a reader does not.
        for kept in [serde_json::from_str::<Animal>(newt), serde_json::from_reader(newt.as_bytes())] {
            assert!(matches!(kept.unwrap(), Animal::Other(kept) if kept == value), "{newt}");
        }
    }
    let nest = r#"{"inner": [{"kind": "?", "lives": 9}, "fr\u0065e", [1, 2.5]]}"#;
    for nest in [serde_json::from_str::<Animal>(nest), serde_json::from_reader(nest.as_bytes())] {
        let Animal::Nest(nest) = nest.unwrap() else { panic!("this is a nest") };
        let inner = nest.inner.unwrap();
        assert!(matches!(
            &inner[..],
            [Animal::Cat(Cat { lives: 9, .. }), Animal::State(State::Free), Animal::Many(many)] if many == &[1.0, 2.5]
        ));
    }
}

#[test]
fn unions_are_told_apart_by_what_fits_best() {
    assert!(matches!(animal(json!({"kind": "?", "lives": 9})).unwrap(), Animal::Cat(_)));
    assert!(matches!(animal(json!({"kind": "?", "barks": true})).unwrap(), Animal::Dog(_)));
    assert!(matches!(animal(json!({"inner": []})).unwrap(), Animal::Nest(_)));
    assert!(matches!(animal(json!("free")).unwrap(), Animal::State(State::Free)));
    assert!(matches!(animal(json!("anything")).unwrap(), Animal::Text(_)));
    assert!(matches!(animal(json!([1, 2.5])).unwrap(), Animal::Many(items) if items == [1.0, 2.5]));
}

#[test]
fn a_union_says_what_each_branch_missed() {
    let error = animal(json!({"wrong": 3})).unwrap_err();
    assert!(error.contains("Dog: missing field `kind`"), "{error}");
    assert!(error.contains("Nest: invalid type: integer `3`, expected a boolean"), "{error}");
    assert!(animal(json!(5)).unwrap_err().contains("is of another JSON type"));
}

#[test]
fn a_hostile_union_is_given_up_soon() {
    // Every level fits in two ways and fails at its innermost place.
    let mut value = json!({"wrong": 3});
    for _ in 0..100 {
        value = json!({"inner": [value], "lives": 1, "kind": "?"});
    }
    let begun = std::time::Instant::now();
    drop(animal(value));
    assert!(begun.elapsed().as_secs() < 20);
}

#[test]
fn a_lying_length_reserves_little() {
    let mut list: Vec<String> = Vec::new();
    if let Target::List(list) = list.target() {
        list.start(usize::MAX);
    }
    assert!(list.capacity() <= 1 << 20);
}

#[test]
fn free_form_values_are_opened() {
    assert!(matches!(View::Any(&json!("a")).opened(), View::Str("a")));
    assert!(matches!(View::Any(&json!(5)).opened(), View::I64(5)));
    assert!(matches!(View::Any(&json!(u64::MAX)).opened(), View::U64(u64::MAX)));
    assert!(matches!(View::Any(&json!([1])).opened(), View::List(list) if list.len() == 1));
    assert!(matches!(View::Any(&json!({"a": 1})).opened(), View::Map(map) if map.value("a").is_some()));
}

const _: fn(&Writer) -> bool = |writer| matches!(writer.shape().rules, [[], [Rule::MaxLength(10)], []]);

#[test]
fn points_in_time_are_read_and_written() {
    use chrono::{DateTime, Utc};
    for (text, normal) in [
        ("2015-01-13T08:59:26Z", "2015-01-13T08:59:26Z"),
        ("2015-01-13T08:59:26.5Z", "2015-01-13T08:59:26.500Z"),
        ("2015-01-13T08:59:26.123456789Z", "2015-01-13T08:59:26.123456789Z"),
        ("2015-01-13T08:59:26.000Z", "2015-01-13T08:59:26Z"),
        ("2015-01-13T10:59:26+02:00", "2015-01-13T08:59:26Z"),
        ("2014-12-31T20:29:26.25-05:30", "2015-01-01T01:59:26.250Z"),
        ("2015-01-13T08:59:26-00:00", "2015-01-13T08:59:26Z"),
        ("2015-01-13t08:59:26z", "2015-01-13T08:59:26Z"),
        ("2016-12-31T23:59:60Z", "2016-12-31T23:59:60Z"),
        ("0001-01-01T00:00:00Z", "0001-01-01T00:00:00Z"),
        ("9999-12-31T23:59:59Z", "9999-12-31T23:59:59Z"),
    ] {
        let mut value = DateTime::<Utc>::blank();
        let Target::Text(place) = value.target() else { panic!() };
        assert!(place.parse(text), "{text}");
        assert_eq!(serde_json::to_value(value.view()).unwrap(), json!(normal));
    }
    for wrong in [
        "",
        "2015",
        "2015-13-01T00:00:00Z",
        "2015-01-13T24:00:00Z",
        "2015-01-13T08:59:26.Z",
        "2015-01-13T08:59:26+24:00",
        "2015-01-13T08:59:26+01:60",
        "2015-01-13T08:59:2éZ",
    ] {
        let mut value = DateTime::<Utc>::blank();
        let Target::Text(place) = value.target() else { panic!() };
        assert!(!place.parse(wrong), "{wrong}");
    }
}

//! A crate has of the runtime what its document needs: every need by itself, and all but each, compile without a warning.

use crate::support::compiled;
use bindery::write::Files;
use bindery::{Input, generate};
use std::fs;

/// What every document here has.
const PATHS: &str = r##"
  /things/{id}:
    get:
      operationId: readThing
      parameters:
        - {name: id, in: path, required: true, schema: {type: string}}
        - {name: most, in: query, schema: {type: integer}}
        - {name: X-Trace, in: header, schema: {type: string}}
      responses:
        '200':
          description: d
          content: {application/json: {schema: {$ref: '#/components/schemas/Thing'}}}
        '404': {description: d, content: {application/json: {schema: {$ref: '#/components/schemas/Problem'}}}}
    put:
      operationId: writeThing
      parameters: [{name: id, in: path, required: true, schema: {type: string}}]
      requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/Thing'}}}}
      responses: {'204': {description: d}}
  /text:
    get:
      operationId: readText
      responses: {'200': {description: d, content: {text/plain: {schema: {type: string}}}}}
"##;

const SCHEMAS: &str = r##"
    Problem: {type: object, properties: {message: {type: string}}}
    Thing:
      type: object
      required: [id]
      properties:
        id: {type: string}
        state: {type: string, enum: ['on', 'off']}
        sizes: {type: object, additionalProperties: {type: number}}
        next: {$ref: '#/components/schemas/Thing'}
"##;

/// A need, the file of the runtime that stands for it, if one does, what in `src/lib.rs` tells it, and the paths, schemas, security
/// schemes and servers that have it.
struct Need {
    name: &'static str,
    file: &'static str,
    told: &'static str,
    paths: &'static str,
    schemas: &'static str,
    schemes: &'static str,
    servers: &'static str,
    /// The needs that come with it.
    with: &'static [&'static str],
}

const NEEDS: [Need; 12] = [
    Need {
        name: "blobs",
        file: "",
        told: "[`Blob::file`]",
        paths: r##"
  /files:
    post:
      operationId: sendFile
      requestBody: {content: {application/octet-stream: {schema: {type: string, format: binary}}}}
      responses: {'200': {description: d, content: {text/plain: {schema: {type: string}}}}}
"##,
        schemas: "",
        schemes: "",
        servers: "",
        with: &[],
    },
    Need {
        name: "events",
        file: "event.rs",
        told: "# Events",
        paths: r##"
  /events:
    get:
      operationId: listen
      responses: {'200': {description: d, content: {text/event-stream: {schema: {$ref: '#/components/schemas/Thing'}}}}}
"##,
        schemas: "",
        schemes: "",
        servers: "",
        with: &["blobs", "styles"],
    },
    Need {
        name: "forms",
        file: "form.rs",
        told: "",
        paths: r##"
  /forms:
    post:
      operationId: sendForm
      requestBody: {content: {application/x-www-form-urlencoded: {schema: {$ref: '#/components/schemas/Thing'}}}}
      responses: {'204': {description: d}}
    put:
      operationId: sendParts
      requestBody:
        content:
          multipart/form-data:
            schema: {type: object, properties: {file: {type: string, format: binary}, name: {type: string}}}
      responses: {'204': {description: d}}
"##,
        schemas: "",
        schemes: "",
        servers: "",
        with: &["blobs", "received_forms", "styles"],
    },
    Need {
        name: "headers",
        file: "headers.rs",
        told: "",
        paths: r##"
  /counted:
    get:
      operationId: count
      responses:
        '200':
          description: d
          headers: {X-Count: {schema: {type: integer}}, X-Tags: {schema: {type: array, items: {type: string}}}}
          content: {application/json: {schema: {$ref: '#/components/schemas/Thing'}}}
"##,
        schemas: "",
        schemes: "",
        servers: "",
        with: &[],
    },
    Need {
        name: "oauth2",
        file: "oauth2.rs",
        told: "token endpoint of OAuth 2",
        paths: "",
        schemas: "",
        schemes: r##"
    granted:
      type: oauth2
      flows: {clientCredentials: {tokenUrl: 'https://api.example.com/token', scopes: {read: Reads}}}
"##,
        servers: "",
        with: &[],
    },
    Need {
        name: "pages",
        file: "pages.rs",
        told: "# Paging",
        paths: r##"
  /things:
    get:
      operationId: listThings
      parameters: [{name: cursor, in: query, schema: {type: string}}]
      responses:
        '200':
          description: d
          content:
            application/json:
              schema:
                type: object
                required: [items]
                properties:
                  items: {type: array, items: {$ref: '#/components/schemas/Thing'}}
                  next_cursor: {type: string}
"##,
        schemas: "",
        schemes: "",
        servers: "",
        with: &[],
    },
    Need {
        name: "received_forms",
        file: "received_form.rs",
        told: "",
        paths: r##"
  /either:
    post:
      operationId: sendEither
      requestBody:
        content:
          application/json: {schema: {$ref: '#/components/schemas/Thing'}}
          application/x-www-form-urlencoded:
            schema: {$ref: '#/components/schemas/Thing'}
            encoding: {sizes: {style: deepObject}}
          multipart/form-data: {schema: {$ref: '#/components/schemas/Thing'}}
      responses: {'204': {description: d}}
"##,
        schemas: "",
        schemes: "",
        servers: "",
        with: &[],
    },
    Need {
        name: "servers",
        file: "server.rs",
        told: "",
        paths: "",
        schemas: "",
        schemes: "",
        servers: "servers: [{url: 'https://{region}.example.com', variables: {region: {default: eu}}}]\n",
        with: &["styles"],
    },
    Need {
        name: "styles",
        file: "style_write.rs",
        told: "",
        paths: r##"
  /tagged/{path}:
    get:
      operationId: readTagged
      parameters:
        - {name: path, in: path, required: true, style: label, schema: {type: string}}
        - {name: tags, in: query, schema: {type: array, items: {type: string}}}
        - {name: filter, in: query, style: deepObject, schema: {type: object, properties: {a: {type: string}}}}
        - {name: X-Tags, in: header, schema: {type: array, items: {type: string}}}
        - {name: session, in: cookie, schema: {type: string}}
        - {name: reserved, in: query, allowReserved: true, schema: {type: string}}
      responses: {'204': {description: d}}
"##,
        schemas: "",
        schemes: "",
        servers: "",
        with: &[],
    },
    Need {
        name: "times",
        file: "time.rs",
        told: "",
        paths: "",
        schemas: r##"
        at: {type: string, format: date-time}
        on: {type: string, format: date}
"##,
        schemes: "",
        servers: "",
        with: &[],
    },
    Need {
        name: "tuples",
        file: "tuple.rs",
        told: "",
        paths: "",
        schemas: r##"
        pair: {type: array, prefixItems: [{type: string}, {type: integer}], items: false, minItems: 2}
"##,
        schemes: "",
        servers: "",
        with: &[],
    },
    Need {
        name: "unions",
        file: "union.rs",
        told: "",
        paths: "",
        schemas: r##"
        either:
          oneOf:
            - {type: string}
            - {type: array, items: {type: string}}
            - {$ref: '#/components/schemas/Problem'}
            - {$ref: '#/components/schemas/Thing'}
"##,
        schemes: "",
        servers: "",
        with: &[],
    },
];

/// The crate of a document with some needs.
fn crate_with(name: &str, needs: &[&Need]) -> Files {
    let all = |part: fn(&Need) -> &str| needs.iter().map(|need| part(need)).collect::<String>();
    let servers = all(|it| it.servers);
    let (paths, schemas, schemes) = (all(|it| it.paths), all(|it| it.schemas), all(|it| it.schemes));
    let document = format!(
        "openapi: 3.1.0\ninfo: {{title: Things, version: '1'}}\n{servers}paths:{PATHS}{paths}\ncomponents:\n  schemas:{SCHEMAS}{schemas}\n  \
         securitySchemes:\n    key: {{type: http, scheme: bearer}}\n{schemes}"
    );
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("things.yml");
    fs::write(&path, document).unwrap();
    let output = generate(&Input::document(&path).with_name(name));
    assert!(output.report.diagnostics().is_empty(), "{:?}", output.report.diagnostics());
    output.files.unwrap()
}

/// Each choice of needs: none, all, each by itself, and all but each.
fn choices() -> Vec<(String, Vec<&'static Need>)> {
    let with = NEEDS.iter().map(|need| (format!("with-{}", need.name), vec![need]));
    let without = NEEDS.iter().map(|need| {
        let others = NEEDS.iter().filter(|other| other.name != need.name).collect();
        (format!("without-{}", need.name), others)
    });
    let ends = [("with-none".to_owned(), Vec::new()), ("with-all".to_owned(), NEEDS.iter().collect())];
    with.chain(without).chain(ends).collect()
}

#[test]
fn a_crate_has_what_its_document_needs() {
    for (name, needs) in choices() {
        let files = crate_with(&name, &needs);
        let root = &files["src/lib.rs"];
        for need in &NEEDS {
            let is_needed =
                needs.iter().any(|other| other.name == need.name || other.with.contains(&need.name));
            let file = format!("src/runtime/{}", need.file);
            assert!(need.file.is_empty() || files.contains_key(&file) == is_needed, "{name} {file}");
            assert!(need.told.is_empty() || root.contains(need.told) == is_needed, "{name} {}", need.told);
        }
        let marked = files.iter().find(|(_, text)| text.contains("without = "));
        assert!(marked.is_none(), "{name} {marked:?}");
    }
}

#[test]
fn every_choice_compiles_without_a_warning() {
    let crates = choices().into_iter().map(|(name, needs)| {
        let files = crate_with(&name, &needs);
        (name, files)
    });
    let crates: Vec<_> = crates.collect();
    // The client on tower is the asynchronous one, and needs no TLS library.
    let towers = crates.iter().map(|(name, _)| format!("{name}/tower")).collect::<Vec<_>>().join(",");
    let said = compiled::complaints("needs", crates, &["--features", &towers]);
    assert!(said.is_empty(), "{said}");
    // The documentation leads to nothing that is not there.
    let documented = ["-p", "with-none", "--features", "with-none/tower"];
    assert_eq!(compiled::said("needs", &["doc", "--no-deps"], &documented), "");
}

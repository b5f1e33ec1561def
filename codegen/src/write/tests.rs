use super::*;
use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::MetadataExt;
use tempfile::TempDir;

fn files(files: &[(&str, &str)]) -> Files {
    files.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect()
}

/// Every file below a folder with its inode: a file that was replaced has another one.
fn inodes(dir: &Path) -> BTreeMap<PathBuf, u64> {
    let mut found = BTreeMap::new();
    for entry in fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(inodes(&path));
        }
        found.insert(path.clone(), fs::metadata(&path).unwrap().ino());
    }
    found
}

fn mtimes(dir: &Path) -> Vec<(PathBuf, i64, i64)> {
    let with_times = |path: PathBuf| {
        let data = fs::metadata(&path).unwrap();
        (path, data.mtime(), data.mtime_nsec())
    };
    inodes(dir).into_keys().map(with_times).chain([with_times(dir.to_owned())]).collect()
}

fn read(dir: &TempDir, path: &str) -> String {
    fs::read_to_string(dir.path().join(path)).unwrap()
}

#[test]
fn a_folder_is_made_with_everything_in_it() {
    let dir = TempDir::new().unwrap();
    let out = dir.path().join("deep/er");
    let files = files(&[("Cargo.toml", "c"), ("src/lib.rs", "l"), ("src/models/a.rs", "a")]);
    let changes = sync(&out, &files).unwrap();
    assert_eq!(changes.missing, [".bindery", "Cargo.toml", "src/lib.rs", "src/models/a.rs"]);
    assert_eq!(fs::read_to_string(out.join("src/models/a.rs")).unwrap(), "a");
    let manifest = fs::read_to_string(out.join(MANIFEST)).unwrap();
    assert!(manifest.ends_with("\nCargo.toml\nsrc/lib.rs\nsrc/models/a.rs\n"), "{manifest}");
    assert!(compare(&out, &files).unwrap().is_empty());
}

#[test]
fn fresh_output_is_not_touched() {
    let dir = TempDir::new().unwrap();
    let files = files(&[("src/lib.rs", "l"), ("README.md", "r")]);
    sync(dir.path(), &files).unwrap();
    let before = (inodes(dir.path()), mtimes(dir.path()));
    assert!(sync(dir.path(), &files).unwrap().is_empty());
    assert_eq!((inodes(dir.path()), mtimes(dir.path())), before);
}

#[test]
fn only_what_differs_is_written() {
    let dir = TempDir::new().unwrap();
    sync(dir.path(), &files(&[("a.rs", "1"), ("b.rs", "1")])).unwrap();
    let before = inodes(dir.path());
    let changes = sync(dir.path(), &files(&[("a.rs", "1"), ("b.rs", "2")])).unwrap();
    assert_eq!(changes, Changes { different: vec!["b.rs".into()], ..Changes::default() });
    let after = inodes(dir.path());
    assert_eq!(before[&dir.path().join("a.rs")], after[&dir.path().join("a.rs")]);
    assert_ne!(before[&dir.path().join("b.rs")], after[&dir.path().join("b.rs")], "not replaced in one step");
    assert_eq!(after.len(), 3, "a temporary file is left: {after:?}");
}

#[test]
fn a_hand_edit_is_repaired() {
    let dir = TempDir::new().unwrap();
    let files = files(&[("src/lib.rs", "generated\n")]);
    sync(dir.path(), &files).unwrap();
    fs::write(dir.path().join("src/lib.rs"), "generated\r\n").unwrap();
    assert_eq!(compare(dir.path(), &files).unwrap().different, ["src/lib.rs"]);
    assert_eq!(read(&dir, "src/lib.rs"), "generated\r\n", "compare wrote");
    sync(dir.path(), &files).unwrap();
    assert_eq!(read(&dir, "src/lib.rs"), "generated\n");
}

#[test]
fn what_is_no_longer_generated_is_removed_and_nothing_else() {
    let dir = TempDir::new().unwrap();
    sync(dir.path(), &files(&[("src/lib.rs", "l"), ("src/old/a.rs", "a"), ("src/mixed/b.rs", "b")])).unwrap();
    fs::write(dir.path().join("src/mixed/mine.rs"), "mine").unwrap();
    fs::create_dir(dir.path().join("empty")).unwrap();
    let now = files(&[("src/lib.rs", "l")]);
    assert_eq!(compare(dir.path(), &now).unwrap().stale, ["src/mixed/b.rs", "src/old/a.rs"]);
    let changes = sync(dir.path(), &now).unwrap();
    assert_eq!(changes.stale, ["src/mixed/b.rs", "src/old/a.rs"]);
    assert!(!dir.path().join("src/old").exists());
    assert!(!dir.path().join("src/mixed/b.rs").exists());
    assert!(dir.path().join("empty").exists());
    assert_eq!(read(&dir, "src/mixed/mine.rs"), "mine");
}

#[test]
fn a_file_of_someone_else_is_never_overwritten() {
    let dir = TempDir::new().unwrap();
    fs::create_dir(dir.path().join("src")).unwrap();
    fs::write(dir.path().join("src/lib.rs"), "my own work").unwrap();
    let files = files(&[("Cargo.toml", "c"), ("src/lib.rs", "l")]);
    let error = sync(dir.path(), &files).unwrap_err();
    let Error::Foreign { paths } = &error else { panic!("{error}") };
    assert_eq!(paths, &[dir.path().join("src/lib.rs")]);
    assert!(error.to_string().contains("choose another folder"), "{error}");
    assert_eq!(read(&dir, "src/lib.rs"), "my own work");
    assert!(!dir.path().join("Cargo.toml").exists(), "a part was written");
}

#[test]
fn a_file_of_someone_else_with_the_same_content_is_taken_over() {
    let dir = TempDir::new().unwrap();
    fs::write(dir.path().join("LICENSE"), "MIT").unwrap();
    let changes = sync(dir.path(), &files(&[("LICENSE", "MIT")])).unwrap();
    assert_eq!(changes.missing, [MANIFEST]);
}

#[test]
fn an_interrupted_run_is_completed() {
    let dir = TempDir::new().unwrap();
    sync(dir.path(), &files(&[("a.rs", "1"), ("b.rs", "1"), ("old.rs", "1")])).unwrap();
    let now = files(&[("a.rs", "2"), ("b.rs", "2"), ("new.rs", "2")]);
    // The state after the manifest and one file were written, in the middle of the second.
    let both = files(&[("a.rs", ""), ("b.rs", ""), ("new.rs", ""), ("old.rs", "")]);
    fs::write(dir.path().join(MANIFEST), manifest::text(both.keys())).unwrap();
    fs::write(dir.path().join("new.rs"), "an older generator's").unwrap();
    fs::write(dir.path().join("a.rs"), "2").unwrap();
    fs::write(dir.path().join(".b.rs.4711-0.bindery-tmp"), "hal").unwrap();
    sync(dir.path(), &now).unwrap();
    let left: Vec<_> = inodes(dir.path()).into_keys().collect();
    assert_eq!(left, [MANIFEST, "a.rs", "b.rs", "new.rs"].map(|name| dir.path().join(name)));
    assert!(compare(dir.path(), &now).unwrap().is_empty());
}

#[test]
fn a_manifest_cannot_lead_out_of_the_folder() {
    let dir = TempDir::new().unwrap();
    let out = dir.path().join("out");
    fs::create_dir(&out).unwrap();
    let victim = dir.path().join("victim");
    fs::write(&victim, "x").unwrap();
    let manifest = format!("../victim\n{}\n./../victim\nsub/../../victim\n", victim.display());
    fs::write(out.join(MANIFEST), manifest).unwrap();
    sync(&out, &files(&[("a", "a")])).unwrap();
    assert!(victim.exists());
}

#[test]
fn a_generated_path_cannot_lead_out_of_the_folder() {
    let dir = TempDir::new().unwrap();
    let out = dir.path().join("out");
    for path in ["../a", "/a", "", "a//b", "a/./b", "a/../b", "c:\\a", "a\nb", "#a", MANIFEST, "a/"] {
        let error = sync(&out, &files(&[(path, "x")])).unwrap_err();
        assert!(matches!(error, Error::Path { .. }), "{path:?}: {error}");
    }
    assert!(!out.exists());
}

#[test]
fn a_folder_where_a_file_belongs_is_an_error_that_names_it() {
    let dir = TempDir::new().unwrap();
    fs::create_dir_all(dir.path().join("src/lib.rs")).unwrap();
    let error = compare(dir.path(), &files(&[("src/lib.rs", "x")])).unwrap_err();
    assert!(error.to_string().contains("src/lib.rs"), "{error}");
}

#[test]
fn comparing_writes_nothing() {
    let dir = TempDir::new().unwrap();
    let out = dir.path().join("out");
    let changes = compare(&out, &files(&[("a", "a")])).unwrap();
    assert_eq!(changes.missing, [MANIFEST, "a"]);
    assert!(!out.exists());
}

#[test]
fn two_builds_at_once_both_succeed() {
    let dir = TempDir::new().unwrap();
    let many: Vec<(String, String)> = (0..60).map(|n| (format!("src/f{n}.rs"), "x".repeat(n))).collect();
    let many: Files = many.into_iter().collect();
    std::thread::scope(|scope| {
        let runs: Vec<_> = (0..4).map(|_| scope.spawn(|| sync(dir.path(), &many).map(drop))).collect();
        for run in runs {
            run.join().unwrap().unwrap();
        }
    });
    assert!(compare(dir.path(), &many).unwrap().is_empty());
    assert_eq!(inodes(&dir.path().join("src")).len(), 60);
}

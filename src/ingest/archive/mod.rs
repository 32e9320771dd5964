//! Containers of files: each entry is read as if it were a file of its own, one after the other, without unpacking to disk.

mod http;
pub(super) mod tar;
pub(super) mod warc;
pub(super) mod zip;

/// Whether an entry is left out silently, as the folder walk leaves out hidden files; archivers add such files of their own.
fn is_hidden(name: &str) -> bool {
    name.split(['/', '\\']).any(|part| part.starts_with('.') && part != "." && part != ".." || part == "__MACOSX")
}

#[cfg(test)]
mod tests {
    use super::is_hidden;

    #[test]
    fn what_archivers_add_is_left_out() {
        assert!(is_hidden("__MACOSX/a.txt") && is_hidden("a/.DS_Store") && is_hidden("a/._b.txt"));
        assert!(!is_hidden("./a.txt") && !is_hidden("../a/b.c.txt"));
    }
}

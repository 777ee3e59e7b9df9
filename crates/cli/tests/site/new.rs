//! `inkstone new`: a post that every command reads back as it was meant.

use std::fs;

use crate::book::Book;

#[test]
fn a_new_post_reads_back_in_every_dialect() {
    let title = "墨: it's \"new\" \\ #1";
    for dialect in ["hexo", "jekyll", "hugo", "zola"] {
        let configuration = format!("dialect: {dialect}\ntime_zone: Asia/Tokyo\n");
        let book = Book::new().file("inkstone.yaml", configuration);
        let run = book.run(&["new", title]);
        assert_eq!(run.code, Some(0), "{dialect}: {run:?}");
        assert!(book.path(run.out.trim_end()).is_file(), "{dialect}: {run:?}");
        let report = book.try_build(&["--json"]);
        assert_eq!(report.codes(), [""; 0], "{dialect}: {}", report.out);
        let items = book.site().items();
        assert_eq!(items[0]["title"], title, "{dialect}");
        let date = items[0]["date_published"].as_str().expect("a date");
        assert!(date.ends_with("+09:00"), "{dialect}: {date}");
    }
}

#[test]
fn a_file_that_is_there_is_never_touched() {
    let book = Book::new().file("你好.md", "mine");
    let run = book.run(&["new", "你好"]);
    assert_eq!(run.code, Some(1), "{run:?}");
    assert_eq!(fs::read_to_string(book.path("posts/你好.md")).expect("it is there"), "mine");
}

#[test]
fn it_lands_where_the_site_keeps_its_posts() {
    let book = Book::new().beside("blog/_config.yml", "title: x\nroot: /\n").beside("blog/source/_posts/a.md", "x");
    let run = book.run(&["new", "--posts", "blog", "Hello", "--json"]);
    assert_eq!(run.json()["file"], "blog/source/_posts/Hello.md");
    assert!(book.path("blog/source/_posts/Hello.md").is_file());
    assert_eq!(book.run(&["new", " "]).code, Some(2));
    assert_eq!(book.run(&["new", "--posts", "nowhere", "x"]).code, Some(2));
}

#[test]
fn what_windows_or_a_folder_takes_for_something_else_gets_another_name() {
    let book = Book::new();
    for (title, expected) in
        [("CON", "posts/CON-post.md"), ("Index", "posts/Index-post.md"), ("lpt1", "posts/lpt1-post.md")]
    {
        let run = book.run(&["new", title]);
        assert_eq!((run.code, run.out.trim_end()), (Some(0), expected), "{run:?}");
    }
}

#[test]
fn an_address_that_another_post_has_is_not_taken() {
    for file in ["hello.markdown", "Hello/index.md", "HELLO.md"] {
        let book = Book::new().file("inkstone.yaml", "dialect: hexo\n").titled(file, "Mine");
        let run = book.run(&["new", "Hello"]);
        assert_eq!(run.code, Some(1), "{file}: {run:?}");
        assert!(run.err.contains(file) && run.err.contains("choose another title"), "{file}: {run:?}");
        assert_eq!(crate::book::Site::read(&book.path("posts")).names(), [file, "inkstone.yaml"]);
    }
}

#[test]
fn where_posts_have_folders_of_their_own_a_new_one_gets_one() {
    let book = Book::new().titled("one/index.md", "One").titled("two/index.md", "Two").titled("three.md", "Three");
    let run = book.run(&["new", "Four"]);
    assert_eq!((run.code, run.out.trim_end()), (Some(0), "posts/Four/index.md"), "{run:?}");
    assert_eq!(book.run(&["new", "Four"]).code, Some(1));
    assert!(book.build().has("posts/Four/index.html"));
}

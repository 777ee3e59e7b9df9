//! Simplified Chinese.

use super::Messages;
use crate::Failure;

pub(super) static MESSAGES: Messages = Messages {
    language: "zh-Hans",
    skip: "跳到正文",
    posts: "文章",
    post_count: |count| format!("共 {count} 篇"),
    page_of: |page, pages| format!("第 {page} 页，共 {pages} 页"),
    newer: "较新的文章",
    older: "较早的文章",
    pinned: "置顶",
    minutes: |minutes| format!("约 {minutes} 分钟"),
    date: |date| {
        let civil = date.civil();
        format!("{}年{}月{}日", civil.year(), civil.month(), civil.day())
    },
    updated: "更新于",
    categories: "分类",
    pages: "分页",
    loading: "正在加载…",
    reading_posts: |done, all| format!("正在读取文章：{done} / {all}"),
    posts_missing: |count| format!("有 {count} 篇文章未能取得。"),
    empty: "这里还没有文章。",
    empty_hint: "把一个 Markdown 文件放进文章文件夹，再重新生成网站。",
    retry: "重试",
    home: "全部文章",
    failure: |failure| match failure {
        Failure::NotFound => ("找不到页面", "这个地址没有页面，可能已经移走了。".into()),
        Failure::Server(status) => ("服务器出了问题", format!("服务器返回了状态 {status}，稍后可能会恢复。")),
        Failure::Timeout => ("没有回应", "服务器太久没有回应，网络可能较慢。".into()),
        Failure::Offline => ("没有网络", "无法连接服务器，请检查网络。".into()),
        Failure::NotMarkdown => ("不是文章", "服务器返回的是网页而不是文章，可能需要先登录当前网络。".into()),
        Failure::NotUtf8 => ("无法读取的文字", "文件不是 UTF-8 编码，请另存为 UTF-8。".into()),
        Failure::Newer => ("网站比应用新", "请刷新页面以取得能读取它的版本。".into()),
        Failure::Invalid(reason) => ("网站的一个文件已损坏", format!("{reason}。重新生成网站即可修复。")),
    },
    problems: |count| format!("这篇文章的文件有 {count} 处无法读取"),
    line: |line| format!("第 {line} 行"),
    plain_text: "这篇文章太大或嵌套太深，无法排版显示，以下是它的文字。",
    raw: "Markdown 原文",
};

<?php
add_action('after_setup_theme', function () {
    add_theme_support('title-tag');
    add_theme_support('automatic-feed-links');
    add_theme_support('post-thumbnails');
    add_theme_support('html5', ['comment-form', 'comment-list', 'gallery', 'caption', 'style', 'script']);
    add_theme_support('align-wide');
    add_editor_style('editor.css');
    $GLOBALS['content_width'] = 720;
});

add_action('wp_enqueue_scripts', function () {
    wp_enqueue_style('paper', get_stylesheet_uri(), [], getenv('BLOG_RELEASE'));
    // Nothing on these pages is made of blocks.
    foreach (['wp-block-library', 'global-styles', 'classic-theme-styles'] as $unused) {
        wp_dequeue_style($unused);
    }
}, 100);

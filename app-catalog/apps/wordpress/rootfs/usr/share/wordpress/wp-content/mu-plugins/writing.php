<?php
/** Somebody who has never seen WordPress opens their blog, writes, and publishes: one page to begin at, one to write on. */

// Like writing an e-mail, and the only editor whose words Debian has in all of the blog's languages.
add_filter('use_block_editor_for_post_type', '__return_false');
add_filter('use_widgets_block_editor', '__return_false');

add_action('admin_menu', function () {
    foreach (['plugins.php', 'tools.php'] as $page) {
        remove_menu_page($page);
    }
    remove_submenu_page('index.php', 'update-core.php');
    remove_submenu_page('options-general.php', 'options-privacy.php');
    if (getenv('BLOG_COMMENTS') !== 'true') {
        remove_menu_page('edit-comments.php');
    }
}, PHP_INT_MAX);

add_action('wp_dashboard_setup', function () {
    global $wp_meta_boxes;
    $wp_meta_boxes['dashboard'] = [];
    remove_action('welcome_panel', 'wp_welcome_panel');
    wp_add_dashboard_widget('percloud-start', __('Your blog', 'percloud'), 'percloud_start');
}, PHP_INT_MAX);

function percloud_start(): void
{
    $link = fn(string $class, string $url, string $text) => printf('<a class="%s" href="%s">%s</a> ', $class, esc_url($url), esc_html($text));
    echo '<p class="percloud-doors">';
    $link('button button-primary button-hero', admin_url('post-new.php'), __('Write a post', 'percloud'));
    $link('button button-hero', home_url('/'), __('Look at the blog', 'percloud'));
    echo '</p>';
    $waiting = (int) wp_count_comments()->moderated;
    if ($waiting > 0) {
        $text = sprintf(_n('%d comment waits for your yes', '%d comments wait for your yes', $waiting, 'percloud'), $waiting);
        $link('percloud-waiting', admin_url('edit-comments.php?comment_status=moderated'), $text);
    }
    $posts = get_posts(['post_status' => ['publish', 'future', 'draft', 'pending', 'private'], 'numberposts' => 8, 'orderby' => 'modified']);
    echo $posts ? '<ul class="percloud-posts">' : '';
    foreach ($posts as $post) {
        $state = $post->post_status === 'publish' ? get_the_date('', $post) : get_post_status_object($post->post_status)->label;
        printf('<li><a href="%s">%s</a> <span>%s</span></li>', esc_url(get_edit_post_link($post)), esc_html(_draft_or_post_title($post)), esc_html($state));
    }
    echo $posts ? '</ul>' : '';
}

// One column: what somebody comes for is never beside or below what they don't.
add_filter('get_user_option_screen_layout_dashboard', fn() => 1);
add_filter('screen_options_show_screen', fn() => get_current_screen()->base !== 'dashboard');
add_action('current_screen', fn(WP_Screen $screen) => $screen->remove_help_tabs());

/** Beside the text stay: publish, categories, tags, the picture on top. */
add_action('add_meta_boxes', function (string $type) {
    foreach (['trackbacksdiv', 'postcustom', 'slugdiv', 'authordiv', 'formatdiv', 'postexcerpt', 'revisionsdiv', 'commentsdiv'] as $box) {
        remove_meta_box($box, $type, 'normal');
        remove_meta_box($box, $type, 'side');
    }
}, PHP_INT_MAX);

add_filter('admin_footer_text', '__return_empty_string');
add_filter('update_footer', '__return_empty_string', PHP_INT_MAX);
add_filter('enter_title_here', fn() => __('Title', 'percloud'));
add_filter('wp_editor_settings', fn(array $settings) => ['drag_drop_upload' => true, 'quicktags' => false] + $settings);

add_action('admin_enqueue_scripts', fn() => wp_enqueue_style('percloud', content_url('mu-plugins/writing.css'), [], getenv('BLOG_RELEASE')));

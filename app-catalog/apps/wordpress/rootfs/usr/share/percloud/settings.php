<?php
/**
 * The settings on the app's page in Percloud. A setting is applied when it changed there: what somebody changed in WordPress stays
 * until they change it in Percloud as well.
 */

/** What was applied last; null: this blog is not finished. */
function percloud_applied(): ?array
{
    $applied = is_blog_installed() ? get_option('percloud_applied') : false;
    return is_array($applied) ? $applied : null;
}

/** Begun again when it was cut short: WordPress's own steps ensure, and what counts as finished is written after them. */
function percloud_install(string $owner): void
{
    percloud_speak(getenv('BLOG_LANGUAGE'));
    // Asked over the network otherwise, whether addresses with words in them work.
    $permalinks = fn() => '/%year%/%monthnum%/%postname%/';
    add_filter('pre_option_permalink_structure', $permalinks);
    wp_install('', $owner, 'nobody@localhost.invalid', true, '', wp_generate_password(32));
    remove_filter('pre_option_permalink_structure', $permalinks);
    wp_update_user(['ID' => get_user_by('login', $owner)->ID, 'display_name' => ucfirst($owner), 'user_nicename' => 'author']);
    foreach (percloud_beginnings() as $option => $value) {
        update_option($option, $value);
    }
    update_option('percloud_applied', []);
    flush_rewrite_rules(false);
}

/** How a blog begins. The owner may change all of it. */
function percloud_beginnings(): array
{
    return [
        'permalink_structure' => '/%year%/%monthnum%/%postname%/',
        'blogdescription' => '',
        'ping_sites' => '',
        'posts_per_page' => 10,
        'show_avatars' => '0',
        'default_pingback_flag' => '0',
        'default_ping_status' => 'closed',
        'comments_notify' => '0',
        'moderation_notify' => '0',
        'comment_moderation' => '1',
        'require_name_email' => '0',
        'show_comments_cookies_opt_in' => '0',
        'image_default_size' => 'large',
        'image_default_link_type' => 'none',
        'start_of_week' => '1',
    ];
}

function percloud_apply(): void
{
    $wanted = [
        'address' => home_url(),
        'language' => (string) getenv('BLOG_LANGUAGE'),
        'title' => (string) getenv('BLOG_TITLE'),
    ];
    $applied = percloud_applied();
    $changed = fn(string $name) => ($applied[$name] ?? null) !== $wanted[$name];
    if ($changed('address') && isset($applied['address'])) {
        percloud_move($applied['address'], $wanted['address']);
    }
    percloud_speak($wanted['language']);
    if ($changed('language')) {
        update_option('WPLANG', get_locale() === 'en_US' ? '' : get_locale());
        update_option('date_format', __('F j, Y', 'percloud'));
        update_option('time_format', __('g:i a', 'percloud'));
    }
    if ($changed('title')) {
        update_option('blogname', $wanted['title']);
    }
    update_option('percloud_applied', $wanted);
}

/** On a box of another name: posts say by whole addresses where their pictures lie. What is a post's identity for feed readers stays. */
function percloud_move(string $from, string $to): void
{
    global $wpdb;
    foreach ([[$wpdb->posts, 'post_content'], [$wpdb->posts, 'post_excerpt'], [$wpdb->comments, 'comment_content']] as [$table, $column]) {
        $wpdb->query($wpdb->prepare("UPDATE $table SET $column = REPLACE($column, %s, %s)", "$from/", "$to/"));
    }
}

function percloud_speak(string $language): void
{
    $locale = ['es' => 'es_ES', 'it' => 'it_IT'][$language] ?? 'en_US';
    $GLOBALS['locale'] = $locale;
    load_default_textdomain($locale);
    percloud_words($locale);
}

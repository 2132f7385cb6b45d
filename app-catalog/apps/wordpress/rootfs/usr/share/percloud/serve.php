<?php
/** Before anybody can ask for a page: the blog exists, its tables are of this version, and it is as the owner set it. Then the web server takes this process' place. */
define('WP_INSTALLING', true);
$_SERVER += ['HTTP_HOST' => 'localhost', 'REQUEST_METHOD' => 'GET', 'SERVER_PROTOCOL' => 'HTTP/1.1'];

/** What WordPress would begin with: a post, a page and a comment of nobody's, in whatever language. */
function wp_install_defaults(int $owner): void
{
    $general = wp_insert_term(__('General', 'percloud'), 'category', ['slug' => 'general']);
    update_option('default_category', is_wp_error($general) ? get_cat_ID(__('General', 'percloud')) : $general['term_id']);
}

function wp_new_blog_notification(): void
{
}

require '/usr/share/wordpress/wp-load.php';
require ABSPATH . 'wp-admin/includes/upgrade.php';
require __DIR__ . '/settings.php';

$incoming = WP_CONTENT_DIR . '/uploads/.incoming';
wp_mkdir_p($incoming);
array_map('unlink', glob("$incoming/*"));

if (percloud_applied() === null) {
    percloud_install(getenv('BLOG_OWNER'));
}
wp_upgrade();
percloud_apply();

pcntl_exec('/usr/sbin/lighttpd', ['-D', '-f', '/etc/lighttpd/lighttpd.conf']);

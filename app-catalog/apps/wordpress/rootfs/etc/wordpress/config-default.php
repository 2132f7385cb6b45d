<?php
/** Where the blog is and where its words lie, from what Percloud tells the container. */
define('DB_HOST', 'mariadb');
define('DB_NAME', 'wordpress');
define('DB_USER', 'wordpress');
define('DB_PASSWORD', file_get_contents('/run/secrets/db-password'));
define('DB_CHARSET', 'utf8mb4');
define('DB_COLLATE', '');

define('WP_HOME', getenv('BLOG_URL'));
define('WP_SITEURL', getenv('BLOG_URL'));
// Nobody reaches it but through the box's Caddy.
$_SERVER['HTTPS'] = 'on';

// One secret, many purposes: none of these is stored or shown anywhere.
foreach (['AUTH', 'SECURE_AUTH', 'LOGGED_IN', 'NONCE'] as $purpose) {
    foreach (['KEY', 'SALT'] as $kind) {
        define("{$purpose}_{$kind}", hash_hmac('sha256', "{$purpose}_{$kind}", file_get_contents('/run/secrets/salt')));
    }
}

define('DONT_SET_WP_CONTENT_DIR', true);
define('WP_ALLOW_MULTISITE', false);
define('WP_DEFAULT_THEME', 'paper');
define('WP_DEBUG', false);
// The box brings new versions; it asks first and can go back.
define('DISALLOW_FILE_MODS', true);
define('WP_HTTP_BLOCK_EXTERNAL', true);
define('EMPTY_TRASH_DAYS', 30);
define('WP_POST_REVISIONS', 20);

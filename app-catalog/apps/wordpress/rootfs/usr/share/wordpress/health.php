<?php
/** The blog is well when WordPress loads in full and its tables answer. Scheduled posts come out by this, even while nobody visits. */
require __DIR__ . '/wp-load.php';
global $wpdb;
status_header($wpdb->get_var("SELECT COUNT(*) FROM $wpdb->users") > 0 ? 204 : 503);

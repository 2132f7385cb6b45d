<!doctype html>
<html <?php language_attributes(); ?>>
<head>
  <meta charset="<?php bloginfo('charset'); ?>">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <?php wp_head(); ?>
</head>
<body <?php body_class(); ?>>
<?php wp_body_open(); ?>
<div class="page">
  <header class="masthead">
    <?php $heading = is_singular() ? 'p' : 'h1'; ?>
    <<?php echo $heading; ?> class="name"><a href="<?php echo esc_url(home_url('/')); ?>"><?php bloginfo('name'); ?></a></<?php echo $heading; ?>>
    <?php if (get_bloginfo('description') !== '') : ?>
      <p class="about"><?php bloginfo('description'); ?></p>
    <?php endif; ?>
    <?php wp_page_menu(['menu_class' => '', 'container' => 'nav', 'before' => '<ul class="pages">', 'show_home' => false]); ?>
  </header>
  <main>
    <?php
    if (have_posts()) {
        while (have_posts()) {
            the_post();
            get_template_part('entry');
        }
        the_posts_navigation(['prev_text' => __('Older posts', 'percloud'), 'next_text' => __('Newer posts', 'percloud')]);
    } else {
        get_template_part('empty');
    }
    ?>
  </main>
  <footer class="footer">
    <a href="<?php bloginfo('rss2_url'); ?>"><?php esc_html_e('Follow by RSS', 'percloud'); ?></a>
  </footer>
</div>
<?php wp_footer(); ?>
</body>
</html>

<?php $heading = is_singular() ? 'h1' : 'h2'; ?>
<article id="post-<?php the_ID(); ?>" <?php post_class('entry'); ?>>
  <<?php echo $heading; ?>>
    <?php if (is_singular()) : ?>
      <?php the_title(); ?>
    <?php else : ?>
      <a href="<?php the_permalink(); ?>"><?php the_title(); ?></a>
    <?php endif; ?>
  </<?php echo $heading; ?>>
  <?php if (get_post_type() === 'post') : ?>
    <p class="about"><time datetime="<?php echo esc_attr(get_the_date('c')); ?>"><?php echo esc_html(get_the_date()); ?></time></p>
  <?php endif; ?>
  <?php
  the_post_thumbnail('large');
  the_content(__('Read on', 'percloud'));
  wp_link_pages();
  if (is_singular() && (comments_open() || get_comments_number())) {
      comments_template();
  }
  ?>
</article>

<div class="empty">
  <?php if (is_search() || is_404()) : ?>
    <p><?php esc_html_e('There is nothing here.', 'percloud'); ?></p>
  <?php elseif (current_user_can('publish_posts')) : ?>
    <p><?php esc_html_e('Nothing here yet.', 'percloud'); ?></p>
    <p><a href="<?php echo esc_url(admin_url('post-new.php')); ?>"><?php esc_html_e('Write your first post', 'percloud'); ?></a></p>
  <?php else : ?>
    <p><?php esc_html_e('Nothing has been published here yet.', 'percloud'); ?></p>
  <?php endif; ?>
</div>

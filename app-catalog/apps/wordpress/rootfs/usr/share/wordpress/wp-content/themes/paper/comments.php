<section id="comments">
  <?php if (have_comments()) : ?>
    <h2><?php esc_html_e('Comments', 'percloud'); ?></h2>
    <ol class="comment-list"><?php wp_list_comments(['style' => 'ol', 'avatar_size' => 0]); ?></ol>
    <?php the_comments_navigation(); ?>
  <?php endif; ?>
  <?php
  comment_form([
      'title_reply' => __('Write a comment', 'percloud'),
      'title_reply_before' => '<h2 id="reply-title">',
      'title_reply_after' => '</h2>',
      'label_submit' => __('Send', 'percloud'),
      'logged_in_as' => '',
      'fields' => ['author' => '<p><label for="author">' . esc_html__('Your name', 'percloud') . '</label><input id="author" name="author" type="text" maxlength="245" autocomplete="name"></p>'],
      'comment_field' => '<p><label for="comment">' . esc_html__('Comment', 'percloud') . '</label><textarea id="comment" name="comment" rows="5" maxlength="65525" required></textarea></p>',
      'comment_notes_before' => '',
      'comment_notes_after' => is_user_logged_in() ? '' : '<p class="about">' . esc_html__('It appears once the blog’s owner has seen it.', 'percloud') . '</p>',
  ]);
  ?>
</section>

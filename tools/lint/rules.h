/* SPDX-License-Identifier: MIT */
/* The functions of the table's rows, by family: see lint.h. */
#ifndef FT_TOOLS_LINT_RULES_H
#define FT_TOOLS_LINT_RULES_H

#include "tools/lint/lint.h"
#include "tools/lint/texts.h"

/* rule_file.c */
void rule_not_jsonl(struct file *f, struct checked *r);
void rule_foreign_format(struct file *f, struct checked *r);
void rule_other_method(struct file *f, struct checked *r);
void rule_model_method(struct file *f);
void rule_mixed_formats(struct file *f, struct checked *r);
void rule_byte_order_mark(struct file *f, struct checked *r);
void rule_too_few_examples(struct file *f);
void rule_too_many_examples(struct file *f);
void rule_file_too_large(struct file *f);
void rule_crlf(struct file *f);
void rule_blank_line(struct file *f);
void rule_no_last_newline(struct file *f);
void rule_no_byte_order_mark(struct file *f, struct checked *r);
void rule_validation_wanted(struct file *f);

/* rule_life.c */
void rule_model_ended(struct file *f);
void rule_model_ends(struct file *f);
void rule_service_ended(struct file *f);
void rule_service_ends(struct file *f);

/* rule_syntax.c */
void rule_invalid_utf8(struct check *c, const struct fault *f);
void rule_invalid_json(struct check *c, const struct fault *f);
void rule_duplicate_key(struct check *c);
void rule_lone_surrogate(struct check *c);
void rule_huge_number(struct check *c);
void rule_no_number(struct check *c, const struct fault *f);
void rule_deep_nesting(struct check *c);
spot_rule rule_control_character;
spot_rule rule_bidi_control;
spot_rule rule_noncharacter;
spot_rule rule_line_separator;
spot_rule rule_invisible_character;

/* rule_keys.c */
void rule_not_an_object(struct check *c);
void rule_missing_messages(struct check *c);
void rule_missing_key(struct check *c);
void rule_messages_type(struct check *c);
void rule_no_messages(struct check *c);
void rule_unknown_key(struct check *c);
void rule_request_key(struct check *c);

/* rule_shape.c */
void rule_message_type(struct check *c, const struct message *m);
void rule_missing_content(struct check *c, const struct message *m);
void rule_content_type(struct check *c, const struct message *m);
void rule_unknown_message_key(struct check *c, const struct message *m);
void rule_refusal_shape(struct check *c, const struct message *m);
void rule_misplaced_key(struct check *c, const struct message *m);
void rule_name_type(struct check *c, const struct message *m);
void rule_part_shape(struct check *c, const struct message *m);
void rule_image_role(struct check *c, const struct message *m);
void rule_image_url(struct check *c, const struct message *m);
void rule_empty_answer(struct check *c, const struct message *m);

/* rule_preference.c */
void rule_output_role(struct check *c, const struct message *m);
void rule_no_answer(struct check *c);
void rule_several_answers(struct check *c);
void rule_input_ends_with_answer(struct check *c);
void rule_same_outputs(struct check *c);
void rule_image_in_text(struct check *c, const struct message *m);
void rule_several_questions(struct check *c);

/* rule_reinforcement.c */
void rule_ends_without_question(struct check *c);
void rule_no_reference(struct check *c);
void rule_other_references(struct file *f, struct checked *r);
void rule_same_references(struct file *f);
void rule_system_to_reason(struct check *c, const struct message *m);
void rule_asks_to_reason(struct check *c, const struct message *m);

/* rule_completion.c */
void rule_completion_parts(struct check *c, const struct message *m);
void rule_mixed_texts(struct check *c);
void rule_history_shape(struct check *c);
void rule_step_labels(struct check *c);
void rule_segment_shape(struct check *c);
void rule_token_arrays(struct check *c);

/* rule_gemini.c */
void rule_gemini_part(struct check *c, const struct message *m);
void rule_completion_score(struct check *c);
void rule_same_scores(struct check *c);
void rule_completion_role(struct check *c, const struct message *m);

/* rule_bedrock.c */
void rule_block_shape(struct check *c, const struct message *m);
void rule_empty_block(struct check *c, const struct message *m);
void rule_media_count(struct check *c, const struct message *m);
void rule_media_role(struct check *c, const struct message *m);
void rule_media_source(struct check *c, const struct message *m);
void rule_schema_version(struct check *c);

/* rule_role.c */
void rule_missing_role(struct check *c, const struct message *m);
void rule_unknown_role(struct check *c, const struct message *m);
void rule_no_assistant(struct check *c);
void rule_ends_with_system(struct check *c);
void rule_ends_without_answer(struct check *c);
void rule_repeated_role(struct check *c, const struct message *m);
void rule_starts_with_assistant(struct check *c);
void rule_late_system(struct check *c, const struct message *m);
void rule_weight_value(struct check *c, const struct message *m);
void rule_weight_place(struct check *c, const struct message *m);
void rule_nothing_trained(struct check *c);
void rule_foreign_role(struct check *c, const struct message *m);
void rule_developer_role(struct check *c, const struct message *m);
void rule_repeated_answer(struct check *c, const struct message *m);
void rule_result_then_user(struct check *c, const struct message *m);
void rule_sample_weight(struct check *c);
void rule_negative_weight(struct check *c);
void rule_weights_missing(struct file *f, struct checked *r);

/* rule_house.c */
void rule_reserved_word(struct check *c, const struct message *m);
void rule_text_and_calls(struct check *c, const struct message *m);
void rule_too_many_results(struct check *c, const struct message *m);
void rule_call_id_form(struct check *c, const struct message *m);
void rule_arguments_text(struct check *c, const struct message *m);

/* rule_tool.c */
void rule_tools_type(struct check *c);
void rule_tool_shape(struct check *c);
void rule_tool_name(struct check *c);
void rule_tool_parameters(struct check *c);
void rule_parallel_type(struct check *c);
void rule_call_shape(struct check *c, const struct message *m);
void rule_call_arguments(struct check *c, const struct message *m);
void rule_call_place(struct check *c, const struct message *m);
void rule_both_calls(struct check *c, const struct message *m);
void rule_result_id(struct check *c, const struct message *m);
void rule_orphan_result(struct check *c, const struct message *m);
void rule_missing_result(struct check *c, const struct message *m);
void rule_function_name(struct check *c, const struct message *m);

/* rule_declared.c */
void rule_duplicate_tool(struct check *c);
void rule_many_tools(struct check *c);
void rule_long_description(struct check *c);
void rule_schema_malformed(struct check *c);
void rule_schema_not_strict(struct check *c);
void rule_schema_unchecked(struct check *c);

/* rule_call.c */
void rule_arguments_json(struct check *c, const struct message *m);
void rule_unknown_tool(struct check *c, const struct message *m);
void rule_no_tools(struct check *c);
void rule_arguments_schema(struct check *c, const struct message *m);
void rule_parallel_calls(struct check *c, const struct message *m);
void rule_duplicate_id(struct check *c);
void rule_duplicate_result(struct check *c, const struct message *m);
void rule_orphan_function(struct check *c, const struct message *m);

/* seen.c */
void rule_schema_drift(struct file *f, struct checked *r);
void rule_unchecked_once(struct file *f, struct checked *r);
void rule_take_calls(struct file *f, struct checked *r);
void rule_unused_tool(struct file *f);

/* rule_image.c */
void rule_many_images(struct check *c);
void rule_image_size(struct check *c, const struct message *m);
void rule_image_format(struct check *c, const struct message *m);
void rule_image_type(struct check *c, const struct message *m);
void rule_image_damaged(struct check *c, const struct message *m);
void rule_image_mode(struct check *c, const struct message *m);
void rule_image_http(struct check *c, const struct message *m);
void rule_image_remote(struct check *c, const struct message *m);
void rule_image_detail(struct check *c, const struct message *m);
void rule_image_pixels(struct check *c, const struct message *m);
void rule_image_model(struct check *c);
void rule_count_images(struct file *f, struct checked *r);
void rule_many_image_examples(struct file *f);

/* rule_token.c */
void rule_special_token(struct check *c, const struct message *m);
void rule_over_limit(struct check *c);
void rule_answer_cut(struct check *c);
void rule_near_limit(struct check *c);
void rule_special_declared(struct check *c);
void rule_special_called(struct check *c, const struct message *m);

/* rule_set.c */
void rule_duplicate_example(struct file *f, struct checked *r);
void rule_duplicate_text(struct file *f, struct checked *r);
void rule_contradiction(struct file *f, struct checked *r);
void rule_near_duplicate(struct file *f);
void rule_leaked_example(struct file *f, struct checked *r);
void rule_leaked_prompt(struct file *f, struct checked *r);
void rule_leaked_near(struct file *f);
void rule_label_imbalance(struct file *f);
void rule_dominating_answer(struct file *f);
void rule_system_messages(struct file *f);
void rule_overlap(struct file *f);

/* rule_text.c */
void rule_empty_question(struct check *c, const struct message *m);
void rule_edge_space(struct check *c, const struct message *m);
spot_rule rule_mojibake;
spot_rule rule_replacement_character;
spot_rule rule_html_entity;
spot_rule rule_html_tag;
spot_rule rule_open_fence;
spot_rule rule_unfilled_blank;
spot_rule rule_template_field;
spot_rule rule_chat_mark;

/* rule_answer.c */
void rule_cut_answer(struct check *c, const struct message *m);
void rule_looping_answer(struct check *c, const struct message *m);
void rule_echoed_question(struct check *c, const struct message *m);
void rule_refusal(struct check *c, const struct message *m);
void rule_refusal_rate(struct file *f);
void rule_generation_cap(struct file *f);

/* rule_secret.c */
spot_rule rule_service_key;
spot_rule rule_private_key;
spot_rule rule_web_token;
spot_rule rule_url_password;
spot_rule rule_card_number;
spot_rule rule_iban;
spot_rule rule_email_address;
spot_rule rule_phone_number;
spot_rule rule_example_secret;

#endif

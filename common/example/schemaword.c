/* SPDX-License-Identifier: MIT */
#include "common/example/schemaword.h"

#include "common/base/near.h"

#define NAME(literal) .name = {literal, sizeof(literal) - 1}

/* Sorted by name, for the search. */
static const struct schema_word words[] = {
    {NAME("$anchor"), .form = OF_STRING},
    {NAME("$comment"), .form = OF_STRING},
    {NAME("$defs"), .form = OF_OBJECT, .in = IN_MEMBERS},
    {NAME("$dynamicAnchor"), .form = OF_STRING},
    {NAME("$dynamicRef"), .form = OF_STRING, .unknown = true},
    {NAME("$id"), .form = OF_STRING},
    {NAME("$recursiveAnchor"), .form = OF_BOOL},
    {NAME("$recursiveRef"), .form = OF_STRING, .unknown = true},
    {NAME("$ref"), .form = OF_STRING, .of = OF_ANY, .holds = schema_ref,
	.sound = schema_sound_ref},
    {NAME("$schema"), .form = OF_STRING},
    {NAME("$vocabulary"), .form = OF_OBJECT},
    {NAME("additionalItems"), .form = OF_SCHEMA, .in = IN_ITSELF,
	.of = OF_ARRAY, .holds = schema_additional_items},
    {NAME("additionalProperties"), .form = OF_SCHEMA, .in = IN_ITSELF,
	.of = OF_OBJECT, .holds = schema_additional},
    {NAME("allOf"), .form = OF_ARRAY, .in = IN_ITEMS, .strict = STRICT_NO,
	.of = OF_ANY, .holds = schema_all_of, .sound = schema_sound_some},
    {NAME("anyOf"), .form = OF_ARRAY, .in = IN_ITEMS, .of = OF_ANY,
	.holds = schema_any_of, .sound = schema_sound_some},
    {NAME("const"), .form = OF_ANY, .of = OF_ANY, .holds = schema_const},
    {NAME("contains"), .form = OF_SCHEMA, .in = IN_ITSELF,
	.strict = STRICT_UNTUNED, .of = OF_ARRAY, .holds = schema_contains},
    {NAME("contentEncoding"), .form = OF_STRING},
    {NAME("contentMediaType"), .form = OF_STRING},
    {NAME("contentSchema"), .form = OF_SCHEMA, .in = IN_ITSELF},
    {NAME("default")},
    {NAME("definitions"), .form = OF_OBJECT, .in = IN_MEMBERS},
    {NAME("dependencies"), .form = OF_OBJECT, .strict = STRICT_NO,
	.of = OF_OBJECT, .holds = schema_dependencies},
    {NAME("dependentRequired"), .form = OF_OBJECT, .strict = STRICT_NO,
	.of = OF_OBJECT, .holds = schema_dependencies},
    {NAME("dependentSchemas"), .form = OF_OBJECT, .in = IN_MEMBERS,
	.strict = STRICT_NO, .of = OF_OBJECT, .holds = schema_dependencies},
    {NAME("deprecated"), .form = OF_BOOL},
    {NAME("description"), .form = OF_STRING},
    {NAME("discriminator")},
    {NAME("else"), .form = OF_SCHEMA, .in = IN_ITSELF, .strict = STRICT_NO},
    {NAME("enum"), .form = OF_ARRAY, .of = OF_ANY, .holds = schema_enum,
	.sound = schema_sound_enum},
    {NAME("example")},
    {NAME("examples")},
    {NAME("exclusiveMaximum"), .form = OF_NUMBER | OF_BOOL, .of = OF_NUMBER,
	.holds = schema_below},
    {NAME("exclusiveMinimum"), .form = OF_NUMBER | OF_BOOL, .of = OF_NUMBER,
	.holds = schema_above},
    {NAME("externalDocs")},
    {NAME("format"), .form = OF_STRING, .strict = STRICT_UNTUNED},
    {NAME("id"), .form = OF_STRING},
    {NAME("if"), .form = OF_SCHEMA, .in = IN_ITSELF, .strict = STRICT_NO,
	.of = OF_ANY, .holds = schema_if},
    {NAME("items"), .form = OF_SCHEMA | OF_ARRAY, .in = IN_EITHER,
	.of = OF_ARRAY, .holds = schema_items},
    {NAME("maxContains"), .form = OF_NUMBER, .strict = STRICT_UNTUNED,
	.sound = schema_sound_count},
    {NAME("maxItems"), .form = OF_NUMBER, .strict = STRICT_UNTUNED,
	.of = OF_ARRAY, .holds = schema_max_items, .sound = schema_sound_count},
    {NAME("maxLength"), .form = OF_NUMBER, .strict = STRICT_UNTUNED,
	.of = OF_STRING, .holds = schema_max_length,
	.sound = schema_sound_count},
    {NAME("maxProperties"), .form = OF_NUMBER, .strict = STRICT_UNTUNED,
	.of = OF_OBJECT, .holds = schema_max_properties,
	.sound = schema_sound_count},
    {NAME("maximum"), .form = OF_NUMBER, .strict = STRICT_UNTUNED,
	.of = OF_NUMBER, .holds = schema_maximum},
    {NAME("minContains"), .form = OF_NUMBER, .strict = STRICT_UNTUNED,
	.sound = schema_sound_count},
    {NAME("minItems"), .form = OF_NUMBER, .strict = STRICT_UNTUNED,
	.of = OF_ARRAY, .holds = schema_min_items, .sound = schema_sound_count},
    {NAME("minLength"), .form = OF_NUMBER, .strict = STRICT_UNTUNED,
	.of = OF_STRING, .holds = schema_min_length,
	.sound = schema_sound_count},
    {NAME("minProperties"), .form = OF_NUMBER, .strict = STRICT_UNTUNED,
	.of = OF_OBJECT, .holds = schema_min_properties,
	.sound = schema_sound_count},
    {NAME("minimum"), .form = OF_NUMBER, .strict = STRICT_UNTUNED,
	.of = OF_NUMBER, .holds = schema_minimum},
    {NAME("multipleOf"), .form = OF_NUMBER, .strict = STRICT_UNTUNED,
	.of = OF_NUMBER, .holds = schema_multiple,
	.sound = schema_sound_multiple},
    {NAME("not"), .form = OF_SCHEMA, .in = IN_ITSELF, .strict = STRICT_NO,
	.of = OF_ANY, .holds = schema_not},
    {NAME("nullable"), .form = OF_BOOL},
    {NAME("oneOf"), .form = OF_ARRAY, .in = IN_ITEMS, .strict = STRICT_NO,
	.of = OF_ANY, .holds = schema_one_of, .sound = schema_sound_some},
    {NAME("pattern"), .form = OF_STRING, .strict = STRICT_UNTUNED,
	.of = OF_STRING, .holds = schema_pattern_holds,
	.sound = schema_sound_pattern},
    {NAME("patternProperties"), .form = OF_OBJECT, .in = IN_MEMBERS,
	.strict = STRICT_UNTUNED, .of = OF_OBJECT,
	.holds = schema_pattern_properties, .sound = schema_sound_patterns},
    {NAME("prefixItems"), .form = OF_ARRAY, .in = IN_ITEMS, .of = OF_ARRAY,
	.holds = schema_prefix_items, .sound = schema_sound_some},
    {NAME("properties"), .form = OF_OBJECT, .in = IN_MEMBERS, .of = OF_OBJECT,
	.holds = schema_properties},
    {NAME("propertyNames"), .form = OF_SCHEMA, .in = IN_ITSELF,
	.strict = STRICT_UNTUNED, .of = OF_OBJECT,
	.holds = schema_property_names},
    {NAME("readOnly"), .form = OF_BOOL},
    {NAME("required"), .form = OF_ARRAY, .of = OF_OBJECT,
	.holds = schema_required, .sound = schema_sound_required},
    {NAME("then"), .form = OF_SCHEMA, .in = IN_ITSELF, .strict = STRICT_NO},
    {NAME("title"), .form = OF_STRING},
    {NAME("type"), .form = OF_STRING | OF_ARRAY, .of = OF_ANY,
	.holds = schema_type, .sound = schema_sound_type},
    {NAME("unevaluatedItems"), .form = OF_SCHEMA, .in = IN_ITSELF,
	.strict = STRICT_UNTUNED, .unknown = true},
    {NAME("unevaluatedProperties"), .form = OF_SCHEMA, .in = IN_ITSELF,
	.strict = STRICT_UNTUNED, .unknown = true},
    {NAME("uniqueItems"), .form = OF_BOOL, .strict = STRICT_UNTUNED,
	.of = OF_ARRAY, .holds = schema_unique_items},
    {NAME("writeOnly"), .form = OF_BOOL},
    {NAME("xml")},
};

const struct schema_word *
schema_word(struct str name)
{
	size_t first = 0, end = LENGTH(words);

	while (first < end) {
		size_t middle = first + (end - first) / 2;
		int order = str_cmp(name, words[middle].name);

		if (order == 0)
			return &words[middle];
		if (order < 0)
			end = middle;
		else
			first = middle + 1;
	}
	return NULL;
}

void
schema_word_hint(struct buf *to, struct str name)
{
	struct str nearest;
	struct near near = {.to = name, .names = &nearest, .max = 1};

	for (size_t i = 0; i < LENGTH(words); i++)
		near_consider(&near, words[i].name);
	near_write(to, &near);
}

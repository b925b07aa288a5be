package io.hikeshi.responder.rules;

import java.util.Map;

/**
 * One action of a rule.
 *
 * @param with texts by name of the setting
 */
record Step(ActionKind action, Map<String, Template> with) {}

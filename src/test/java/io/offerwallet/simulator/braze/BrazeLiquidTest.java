package io.offerwallet.simulator.braze;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BrazeLiquidTest {

    @ParameterizedTest
    @CsvSource(
            delimiterString = " => ",
            quoteCharacter = '`',
            value = {
                "{{${user_id}}}                         => {{__profile__['user_id']}}",
                "{{ ${first name} | default: 'you' }} => {{ __profile__['first name'] | default: 'you' }}",
                "{{custom_attribute.${size}}}           => {{custom_attribute['size']}}",
                "{%- if ${language} == 'fr' -%}         => {%- if __profile__['language'] == 'fr' -%}",
                "{% assign x=${a}%}{{x}}                => {% assign x=__profile__['a']%}{{x}}",
                "${user_id} costs $5 {and} }} %}        => ${user_id} costs $5 {and} }} %}",
                "{% raw %}{{${user_id}}}{% endraw %}    => {% raw %}{{${user_id}}}{% endraw %}",
                "{\"id\":\"{{${user_id}}}\"}            => {\"id\":\"{{__profile__['user_id']}}\"}",
                "{% # said ${to} nobody %}              => {% # said ${to} nobody %}"
            })
    void attributesBecomeLookUpsInsideOfOutputsAndTagsOnly(String braze, String liquid) {
        assertThat(BrazeLiquid.of(braze).text()).isEqualTo(liquid);
    }

    @Test
    void callsAreTakenOutInOrderAndKeepTheirWhitespaceControl() {
        var liquid = BrazeLiquid.of("""
                a {%- connected_content https://host/{{${user_id}}} :save x -%} b
                {% connected_content
                   https://host/2 :body {"a":"{{x}}"}
                %}
                """);

        assertThat(liquid.text()).isEqualTo("a {%- connected_content 0 -%} b\n{% connected_content 1 %}\n");
        assertThat(liquid.calls())
                .extracting(CallTag::url)
                .containsExactly("https://host/{{__profile__['user_id']}}", "https://host/2");
    }

    @Test
    void callsInCommentsArentMade() {
        var liquid = BrazeLiquid.of("a{% comment %} {% connected_content nonsense :x %} ${y} {% endcomment %}b");

        assertThat(liquid.text()).isEqualTo("a{% comment %}{% endcomment %}b");
        assertThat(liquid.calls()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a\n{{ x",
                "a\n{{ ${x",
                "a\n{{${x}}",
                "a\n{% if x",
                "a\n{% raw %}",
                "a\n{% comment %}{% endraw %}",
                "a\n{% connected_content %}"
            })
    void whatNeverEndsIsRefused(String braze) {
        assertThatIllegalArgumentException().isThrownBy(() -> BrazeLiquid.of(braze));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\nb\n  {{ c", "\n\n{% c", "{{a}}\n{%\nb %}\n{{"})
    void theLineOfWhatNeverEndsIsTold(String braze) {
        long line = braze.startsWith("{{a}}") ? 4 : 3;
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BrazeLiquid.of(braze))
                .withMessageContaining("line " + line);
    }
}

package io.coxswain.api.patch;

import static org.assertj.core.api.Assertions.assertThat;

import io.coxswain.api.Json;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** One example for each sentence of RFC 7386. */
class MergePatchTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {'a':'1'} | {'a':'2'} | {'a':'2'}
          {'a':'1'} | {'b':'2'} | {'a':'1','b':'2'}
          {'a':'1'} | {'a':null} | {}
          {'a':'1','b':'2'} | {'a':null} | {'b':'2'}
          {'a':['1']} | {'a':'2'} | {'a':'2'}
          {'a':'1'} | {'a':['2']} | {'a':['2']}
          {'a':{'b':'1','c':'2'}} | {'a':{'b':'3','c':null}} | {'a':{'b':'3'}}
          {'a':[{'b':'1'}]} | {'a':[1]} | {'a':[1]}
          {'a':[{'b':null}]} | {'a':[{'b':null}]} | {'a':[{'b':null}]}
          ['a','b'] | ['c'] | ['c']
          {'a':'1'} | ['c'] | ['c']
          {'a':'1'} | null | null
          {'a':'1'} | 'text' | 'text'
          {'e':null} | {'a':1} | {'e':null,'a':1}
          [1,2] | {'a':'1','c':null} | {'a':'1'}
          {} | {'a':{'b':{'c':null}}} | {'a':{'b':{}}}
          {'a':1} | {'a':{'b':2}} | {'a':{'b':2}}
          """)
  void merges(String target, String patch, String expected) {
    assertThat(MergePatch.apply(tree(target), tree(patch))).isEqualTo(tree(expected));
  }

  private static JsonNode tree(String text) {
    return Json.tree(text.replace('\'', '"'));
  }
}

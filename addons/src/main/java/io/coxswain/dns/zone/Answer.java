package io.coxswain.dns.zone;

import java.util.List;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;

/** What the zone says about a question. */
public sealed interface Answer {
  /** Records; {@code additional} spares the client the next question. */
  record Found(List<Record> records, List<Record> additional) implements Answer {
    public Found {
      records = List.copyOf(records);
      additional = List.copyOf(additional);
    }
  }

  /** The name is another one's alias, which the server may have to ask elsewhere. */
  record Alias(Record cname, Name target) implements Answer {}

  /** The name exists, without records of this type. */
  record NoData() implements Answer {}

  /** NXDOMAIN: there is no such name. */
  record NoName() implements Answer {}

  /** Somebody else's name. */
  record NotOurs() implements Answer {}
}

package io.coxswain.dns.server;

import io.coxswain.dns.zone.Answer;
import io.coxswain.dns.zone.ClusterZone;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Header;
import org.xbill.DNS.Message;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Opcode;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** One query in, one response out, both in wire format. Safe for many threads. */
public final class QueryHandler {
  private static final Logger LOG = LoggerFactory.getLogger(QueryHandler.class);
  private static final int HEADER = 12;
  private static final int SMALLEST_UDP = 512;
  private static final int LARGEST_TCP = 65_535;

  /** What fits a datagram that is never fragmented (DNS flag day 2020). */
  private static final int LARGEST_UDP = 1_232;

  private final ClusterZone zone;
  private final Upstream upstream;
  private final InstantSource clock;
  private final Random random;

  public QueryHandler(ClusterZone zone, Upstream upstream, InstantSource clock, Random random) {
    this.zone = zone;
    this.upstream = upstream;
    this.clock = clock;
    this.random = random;
  }

  /** Empty for what deserves no response: other servers' responses and noise. Blocks to forward. */
  public Optional<byte[]> handle(byte[] wire, boolean tcp) {
    if (wire.length < HEADER || (wire[2] & 0x80) != 0) {
      return Optional.empty();
    }
    Message query;
    try {
      query = new Message(wire);
    } catch (IOException e) {
      return Optional.of(malformed(wire));
    }
    var response = respond(query, wire, tcp);
    return Optional.of(response);
  }

  private byte[] respond(Message query, byte[] wire, boolean tcp) {
    var question = query.getQuestion();
    if (query.getHeader().getOpcode() != Opcode.QUERY) {
      return sized(failure(query, Rcode.NOTIMP), query, tcp);
    }
    if (question == null || query.getSection(Section.QUESTION).size() != 1) {
      return sized(failure(query, Rcode.FORMERR), query, tcp);
    }
    var opt = query.getOPT();
    if (opt != null && opt.getVersion() != 0) {
      return sized(failure(query, Rcode.BADVERS), query, tcp);
    }
    if (question.getDClass() != DClass.IN) {
      return sized(failure(query, Rcode.REFUSED), query, tcp);
    }
    if (question.getType() == Type.AXFR || question.getType() == Type.IXFR) {
      return sized(failure(query, Rcode.REFUSED), query, tcp);
    }
    var serial = clock.instant().getEpochSecond();
    return switch (zone.answer(question.getName(), question.getType(), serial)) {
      case Answer.NotOurs() -> forward(query, wire, tcp);
      case Answer.Found(var records, var additional) -> {
        var response = begin(query, Rcode.NOERROR);
        shuffled(records).forEach(record -> response.addRecord(record, Section.ANSWER));
        additional.forEach(record -> response.addRecord(record, Section.ADDITIONAL));
        yield sized(response, query, tcp);
      }
      case Answer.Alias(var cname, var target) -> {
        var response = begin(query, Rcode.NOERROR);
        response.addRecord(cname, Section.ANSWER);
        if (question.getType() != Type.CNAME) {
          chase(Record.newRecord(target, question.getType(), DClass.IN), response, serial);
        }
        yield sized(response, query, tcp);
      }
      case Answer.NoData() -> sized(negative(query, Rcode.NOERROR, serial), query, tcp);
      case Answer.NoName() -> sized(negative(query, Rcode.NXDOMAIN, serial), query, tcp);
    };
  }

  /** Adds what an alias leads to; where that can't be found out, the alias alone is the answer. */
  private void chase(Record question, Message response, long serial) {
    switch (zone.answer(question.getName(), question.getType(), serial)) {
      case Answer.Found(var records, var additional) ->
          shuffled(records).forEach(record -> response.addRecord(record, Section.ANSWER));
      case Answer.NotOurs() -> {
        try {
          var answer = upstream.ask(Message.newQuery(question).toWire(), true);
          if (answer.isPresent()) {
            new Message(answer.get())
                .getSection(Section.ANSWER)
                .forEach(record -> response.addRecord(record, Section.ANSWER));
          }
        } catch (IOException e) {
          LOG.debug("alias {}: {}", question.getName(), e.toString());
        }
      }
      case Answer.Alias alias -> response.addRecord(alias.cname(), Section.ANSWER);
      case Answer.NoData() -> LOG.trace("{} has no such records", question);
      case Answer.NoName() -> LOG.trace("{} does not exist", question);
    }
  }

  private byte[] forward(Message query, byte[] wire, boolean tcp) {
    try {
      var answer = upstream.ask(wire, tcp);
      if (answer.isEmpty()) {
        return sized(failure(query, Rcode.SERVFAIL), query, tcp);
      }
      var bytes = answer.get();
      return bytes.length <= limit(query, tcp) ? bytes : sized(new Message(bytes), query, tcp);
    } catch (IOException e) {
      LOG.debug("forwarding {}: {}", query.getQuestion(), e.toString());
      return sized(failure(query, Rcode.SERVFAIL), query, tcp);
    }
  }

  private static Message begin(Message query, int rcode) {
    var response = new Message(query.getHeader().getID());
    var header = response.getHeader();
    header.setFlag(Flags.QR);
    header.setFlag(Flags.AA);
    header.setFlag(Flags.RA);
    header.setOpcode(query.getHeader().getOpcode());
    if (query.getHeader().getFlag(Flags.RD)) {
      header.setFlag(Flags.RD);
    }
    header.setRcode(rcode & 0xf);
    query.getSection(Section.QUESTION).forEach(q -> response.addRecord(q, Section.QUESTION));
    if (query.getOPT() != null) {
      response.addRecord(new OPTRecord(LARGEST_UDP, rcode >> 4, 0), Section.ADDITIONAL);
    }
    return response;
  }

  private Message negative(Message query, int rcode, long serial) {
    var response = begin(query, rcode);
    response.addRecord(zone.authority(serial), Section.AUTHORITY);
    return response;
  }

  private static Message failure(Message query, int rcode) {
    var response = begin(query, rcode);
    response.getHeader().unsetFlag(Flags.AA);
    return response;
  }

  private static byte[] malformed(byte[] wire) {
    var header = new Header(((wire[0] & 0xff) << 8) | (wire[1] & 0xff));
    header.setFlag(Flags.QR);
    header.setRcode(Rcode.FORMERR);
    return header.toWire();
  }

  /**
   * Cuts to what the client can take: extra records go first, and as many answers stay as fit,
   * because some clients never ask again over TCP. TC is set where answers are missing.
   */
  private static byte[] sized(Message response, Message query, boolean tcp) {
    var limit = limit(query, tcp);
    var wire = response.toWire(LARGEST_TCP);
    if (wire.length <= limit) {
      return wire;
    }
    for (var record : List.copyOf(response.getSection(Section.ADDITIONAL))) {
      if (record.getType() != Type.OPT) {
        response.removeRecord(record, Section.ADDITIONAL);
      }
    }
    wire = response.toWire(LARGEST_TCP);
    while (wire.length > limit && !response.getSection(Section.ANSWER).isEmpty()) {
      response.getHeader().setFlag(Flags.TC);
      var answers = List.copyOf(response.getSection(Section.ANSWER));
      var surplus = Math.max(1, answers.size() * (wire.length - limit) / wire.length);
      answers.stream()
          .skip(answers.size() - surplus)
          .forEach(record -> response.removeRecord(record, Section.ANSWER));
      wire = response.toWire(LARGEST_TCP);
    }
    return response.toWire(limit);
  }

  private static int limit(Message query, boolean tcp) {
    if (tcp) {
      return LARGEST_TCP;
    }
    var opt = query.getOPT();
    var offered = opt == null ? SMALLEST_UDP : opt.getPayloadSize();
    return Math.clamp(offered, SMALLEST_UDP, LARGEST_UDP);
  }

  /** Clients take the first address: the order spreads them. */
  private List<Record> shuffled(List<Record> records) {
    if (records.size() < 2) {
      return records;
    }
    var order = new ArrayList<>(records);
    synchronized (random) {
      Collections.shuffle(order, random);
    }
    return order;
  }
}

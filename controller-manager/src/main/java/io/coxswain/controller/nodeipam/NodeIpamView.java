package io.coxswain.controller.nodeipam;

import io.coxswain.api.core.v1.Node;
import java.util.List;

/** All nodes: which ranges are free depends on every one of them. */
public record NodeIpamView(List<Node> nodes) {}
